import { printed, resultOf, startClient, type Client } from './client'

let kernel: Client
beforeAll(async () => { kernel = await startClient() }, 60_000)
afterAll(() => kernel.close())

test('says what it is', async () => {
  expect(await kernel.request('shell', 'kernel_info_request', {})).toMatchObject({
    status: 'ok', protocol_version: '5.3', implementation: 'tidemark',
    language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript', codemirror_mode: { mode: 'typescript' }, nbconvert_exporter: 'script' },
  })
})

test('a cell: busy, its input, what it prints, its value, the reply, idle', async () => {
  const { id, reply, outputs } = await kernel.execute("console.log('out'); console.error('err'); 6 * 7")
  const all = kernel.got.filter(one => one.parent === id && one.channel === 'iopub').map(one => (one.type === 'status' ? one.content.execution_state : one.type))
  expect(all).toEqual(['busy', 'execute_input', 'stream', 'stream', 'execute_result', 'idle'])
  expect(printed(outputs)).toBe('out\n')
  expect(printed(outputs, 'stderr')).toBe('err\n')
  expect(resultOf(outputs)).toBe('42')
  expect(reply).toMatchObject({ status: 'ok', execution_count: 1 })
})
