import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { put, scratch } from '../connectors/scratch'
import { batchOracle, FILES, filesQuery, outputOf, plainOracle, putSales } from './files-query'
import { killedProcess } from './killed-process'

let dir = ''
let remove = (): void => {}
beforeEach(() => {
  ({ dir, remove } = scratch())
  putSales(dir)
})
afterEach(() => remove())

/** One batch a file, and one without data in which the last windows close. */
const LAST = FILES

async function resumed(): Promise<void> {
  await (await filesQuery(dir, {})).awaitTermination()
  expect(readdirSync(join(dir, 'checkpoint', 'commits')).length).toBe(LAST + 1)
}

async function expectEveryRowOnce(): Promise<void> {
  const expected = plainOracle(dir)
  const { counted, lying } = await outputOf(dir)
  expect(counted).toEqual(expected)
  // Not even who knows nothing of manifests sees a row twice.
  expect(lying).toEqual(expected)
  expect([...readdirSync(join(dir, 'out')), ...readdirSync(join(dir, 'out', '_tidemark_metadata'))].filter(name => name.endsWith('.tmp'))).toEqual([])
}

it('an unbroken run gives what a batch over all files gives, and what adding up by hand gives', async () => {
  await resumed()
  expect(plainOracle(dir).length).toBeGreaterThan(15)
  expect(await batchOracle(dir)).toEqual(plainOracle(dir))
  await expectEveryRowOnce()
})

it.each(['P0:0', 'P1:0', 'P0:3', 'P1:3', 'P2:3', 'P3:3', 'P4:3', 'P5:3', 'P6:3', 'P7:3', `P4:${LAST}`, `P5:${LAST}`])('files to files, killed at %s: nothing is lost, nothing is there twice', async at => {
  expect(await killedProcess('files-process', at, dir)).toBe('SIGKILL')
  const [phase, batchId] = at.split(':')
  const written = (...path: string[]): boolean => existsSync(join(dir, ...path, batchId))
  expect([written('checkpoint', 'offsets'), written('out', '_tidemark_metadata'), written('checkpoint', 'commits')]).toEqual([phase >= 'P1', phase >= 'P5', phase >= 'P6'])
  await resumed()
  await expectEveryRowOnce()
}, 120_000)

it('killed once in each phase, while files keep coming', async () => {
  const crashes = ['P0:1', 'P1:2', 'P2:3', 'P3:4', 'P4:5', 'P5:6', 'P6:7', 'P7:8']
  const later = (name: string, user: string, ts: string, seconds: number): string =>
    put(join(dir, 'in', name), `{"user":"${user}","amount":1,"ts":"${ts}"}\n`, seconds)
  for (const [i, at] of crashes.entries()) {
    expect(await killedProcess('files-process', at, dir)).toBe('SIGKILL')
    later(`more-${i}.json`, `user ${i}`, `2024-01-03T0${i}:30:00Z`, 1000 + i)
  }
  later('the-end.json', 'the end', '2024-01-05T00:00:00Z', 5000)
  await (await filesQuery(dir, {})).awaitTermination()
  const { counted, lying } = await outputOf(dir)
  expect(lying).toEqual(counted)
  expect(counted.filter(row => !row.includes('the end'))).toEqual(plainOracle(dir))
  // Each file in one batch, and one without data at the end.
  expect(readdirSync(join(dir, 'checkpoint', 'commits')).length).toBe(FILES + crashes.length + 1 + 1)
}, 120_000)
