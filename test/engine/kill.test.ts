import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { appended } from './golden'
import { killedProcess } from './killed-process'
import { filesIn, goldenFiles, goldenQuery, outputIn } from './golden-query'
import { temporaryFolder } from '../support/temporary-folder'

let dir = ''
beforeEach(() => { dir = temporaryFolder('kill') })
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const killedAt = (at: string, sink: 'foreachBatch' | 'files' = 'foreachBatch'): Promise<NodeJS.Signals | null> => killedProcess('golden-process', at, dir, sink)

const crashes = ['P0:0', 'P1:0', 'P0:2', 'P1:2', 'P2:2', 'P3:2', 'P4:2', 'P5:2', 'P6:2', 'P7:2', 'P3:6', 'P5:6']

it.each(crashes)('a process killed at %s: the next one ends with every row once', async at => {
  const [phase, batchId] = at.split(':')
  expect(await killedAt(at)).toBe('SIGKILL')
  const file = (folder: string): boolean => existsSync(join(dir, 'checkpoint', folder, batchId))
  expect([file('offsets'), file('inputs'), file('commits')]).toEqual([phase >= 'P1', phase >= 'P3', phase >= 'P6'])
  await (await goldenQuery(dir, {})).awaitTermination()
  expect(outputIn(dir)).toEqual(appended)
  expect(readdirSync(join(dir, 'checkpoint', 'commits')).length).toBe(appended.length)
})

it('killed again and again, as each batch is written and before it is committed', async () => {
  for (let batchId = 0; batchId < 3; batchId++) expect(await killedAt(`P5:${batchId}`)).toBe('SIGKILL')
  await (await goldenQuery(dir, {})).awaitTermination()
  expect(outputIn(dir)).toEqual(appended)
})

it.each(['P3:2', 'P4:2', 'P5:2', 'P4:6'])('a process killed at %s, writing files: a reader sees every row once, before and after', async at => {
  expect(await killedAt(at, 'files')).toBe('SIGKILL')
  const seen = appended.slice(0, Number(at[3]) + (at >= 'P5' ? 1 : 0)).flat().sort()
  expect(await filesIn(dir)).toEqual(seen)
  await (await goldenFiles(dir, {})).awaitTermination()
  expect(await filesIn(dir)).toEqual(appended.flat().sort())
})
