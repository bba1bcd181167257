import { spawn, type ChildProcess } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadZeroMq } from '../../../src/notebook/kernel/zeromq'

export const root = resolve(__dirname, '../../..')

interface Sock extends AsyncIterable<Buffer[]> {
  connect(address: string): void
  subscribe(): void
  send(frames: (Buffer | string)[]): Promise<void>
  receive(): Promise<Buffer[]>
  receiveHighWaterMark: number
  close(): void
}
type Kind = 'Dealer' | 'Subscriber' | 'Request'

/** A message of the kernel's, read and its signature checked. */
export interface Got {
  readonly channel: 'iopub' | 'shell' | 'control'
  readonly type: string
  readonly parent: string | undefined
  readonly content: Record<string, unknown>
  readonly version: string
}
export interface Executed { readonly id: string; readonly reply: Record<string, unknown>; readonly outputs: Got[] }

/** A front end's end of the protocol, written from its specification, beside a kernel process that was started as Jupyter starts it. */
export interface Client {
  readonly pid: number
  readonly got: Got[]
  readonly log: () => string
  send(channel: 'shell' | 'control', type: string, content: object, metadata?: object, key?: string): string
  /** The first message that is as wanted, now or later. */
  until(wanted: (message: Got) => boolean, what?: string): Promise<Got>
  request(channel: 'shell' | 'control', type: string, content: object): Promise<Record<string, unknown>>
  execute(code: string, options?: { cellId?: string; content?: object }): Promise<Executed>
  begin(code: string, cellId?: string, content?: object): string
  finished(id: string): Promise<Executed>
  ping(): Promise<string>
  signal(name: NodeJS.Signals): void
  readonly exited: Promise<number | null>
  close(): Promise<void>
}

export interface ClientOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cwd?: string
  readonly command?: (connectionFile: string) => string[]
}

export async function startClient(options: ClientOptions = {}): Promise<Client> {
  const zmq = loadZeroMq(root) as unknown as Record<Kind, new () => Sock>
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-kernel-'))
  const ports = await freePorts(5)
  const key = randomUUID()
  const connectionFile = join(dir, 'connection.json')
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports
  writeFileSync(connectionFile, JSON.stringify({
    transport: 'tcp', ip: '127.0.0.1', key, signature_scheme: 'hmac-sha256', kernel_name: 'tidemark', shell_port, iopub_port, stdin_port, control_port, hb_port,
  }))
  const argv = options.command?.(connectionFile) ?? [join(root, 'src/cli/tidemark.cjs'), 'kernel', 'start', connectionFile]
  const child: ChildProcess = spawn(process.execPath, argv, {
    cwd: options.cwd ?? join(root, 'notebooks'), env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { log += text })
  const exited = new Promise<number | null>(resolveExit => child.once('exit', code => resolveExit(code)))

  const connect = (kind: Kind, port: number): Sock => {
    const socket = new zmq[kind]()
    if (kind !== 'Request') socket.receiveHighWaterMark = 0
    socket.connect(`tcp://127.0.0.1:${port}`)
    return socket
  }
  const sockets = { shell: connect('Dealer', shell_port), control: connect('Dealer', control_port), iopub: connect('Subscriber', iopub_port) }
  const heartbeat = connect('Request', hb_port)
  sockets.iopub.subscribe()

  const got: Got[] = []
  const waiting = new Set<{ wanted: (message: Got) => boolean; resolve: (message: Got) => void }>()
  const listen = async (channel: Got['channel']): Promise<void> => {
    for await (const frames of sockets[channel]) {
      const at = frames.findIndex(frame => frame.toString() === '<IDS|MSG>')
      const parts = frames.slice(at + 2)
      if (frames[at + 1].toString() !== signed(parts, key)) throw new Error('the kernel has signed wrongly')
      const [header, parent, , content] = parts.map(part => JSON.parse(part.toString()) as Record<string, unknown>)
      const message: Got = { channel, type: String(header.msg_type), parent: parent.msg_id as string | undefined, content, version: String(header.version) }
      got.push(message)
      for (const one of waiting) {
        if (!one.wanted(message)) continue
        waiting.delete(one)
        one.resolve(message)
      }
    }
  }
  for (const channel of ['shell', 'control', 'iopub'] as const) void listen(channel).catch((error: unknown) => { log += String(error) })

  const until: Client['until'] = (wanted, what = 'a message') => {
    const there = got.find(wanted)
    if (there !== undefined) return Promise.resolve(there)
    return new Promise((resolveMessage, reject) => {
      const one = { wanted, resolve: (message: Got) => { clearTimeout(timer); resolveMessage(message) } }
      const timer = setTimeout(() => {
        waiting.delete(one)
        reject(new Error(`${what} did not come; log: ${log}; last: ${JSON.stringify(got.slice(-5))}`))
      }, 50_000)
      timer.unref()
      waiting.add(one)
    })
  }
  const send: Client['send'] = (channel, type, content, metadata = {}, withKey = key) => {
    const id = randomUUID()
    const header = { msg_id: id, msg_type: type, session: 'test', username: 'test', date: new Date().toISOString(), version: '5.3' }
    const parts = [header, {}, metadata, content].map(part => Buffer.from(JSON.stringify(part)))
    void sockets[channel].send(['<IDS|MSG>', signed(parts, withKey), ...parts])
    return id
  }
  const idle = (id: string): Promise<Got> => until(one => one.type === 'status' && one.parent === id && one.content.execution_state === 'idle', `idle of ${id}`)
  const begin: Client['begin'] = (code, cellId, content = {}) => send('shell', 'execute_request', {
    code, silent: false, store_history: true, user_expressions: {}, allow_stdin: true, stop_on_error: true, ...content,
  }, cellId === undefined ? {} : { cellId })
  const finished: Client['finished'] = async id => {
    const reply = await until(one => one.type === 'execute_reply' && one.parent === id, 'an execute_reply')
    await idle(id)
    return { id, reply: reply.content, outputs: got.filter(one => one.channel === 'iopub' && one.parent === id && !['status', 'execute_input'].includes(one.type)) }
  }
  // The first messages can come before the subscription has arrived: ask until a status is heard.
  for (let ready = false; !ready;) {
    const id = send('shell', 'kernel_info_request', {})
    ready = await Promise.race([idle(id).then(() => true, () => false), new Promise<boolean>(late => setTimeout(() => late(false), 200)), exited.then(() => { throw new Error(`the kernel ended: ${log}`) })])
  }
  return {
    pid: child.pid ?? 0, got, log: () => log, send, until, exited, begin, finished,
    request: async (channel, type, content) => {
      const id = send(channel, type, content)
      return (await until(one => one.channel === channel && one.parent === id, `the reply to ${type}`)).content
    },
    execute: (code, { cellId, content } = {}) => finished(begin(code, cellId, content)),
    ping: async () => {
      await heartbeat.send(['ping'])
      return String((await heartbeat.receive())[0])
    },
    signal: name => { child.kill(name) },
    async close() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 8000)
      await exited
      clearTimeout(timer)
      for (const socket of [...Object.values(sockets), heartbeat]) socket.close()
      rmSync(dir, { recursive: true })
    },
  }
}

function signed(parts: readonly Buffer[], key: string): string {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return hmac.digest('hex')
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>(listening => {
    const server = createServer().listen(0, '127.0.0.1', () => listening(server))
  })))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => new Promise(closed => server.close(closed))))
  return ports
}

/** What was printed, in one text. */
export const printed = (outputs: readonly Got[], name = 'stdout'): string =>
  outputs.flatMap(one => (one.type === 'stream' && one.content.name === name ? [String(one.content.text)] : [])).join('')

/** The plain text of a last value. */
export const resultOf = (outputs: readonly Got[]): string | undefined => {
  const result = outputs.find(one => one.type === 'execute_result')
  return (result?.content.data as Record<string, string> | undefined)?.['text/plain']
}
