import { isAlive } from '../../notebook/run-fixture'
import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, sharedLab } from './with-lab'

/** A query whose batches take an hour each. */
const slow = [
  `import { memoryStream, spark } from 'tidemark'
const kept = { answer: 42 }
const numbers = memoryStream('n INT')
let batches = 0
const start = () => spark.readStream.memory(numbers).writeStream.queryName('slow').foreachBatch(async frame => {
  console.log('batch', ++batches)
  await new Promise(done => setTimeout(done, 3_600_000))
}).start()`,
  `numbers.addData([{ n: 1 }])
const query = await start()
await query.processAllAvailable()`,
  `numbers.addData([{ n: 2 }])
await new Promise(done => setTimeout(done, 500))
console.log(kept.answer, 'running:', spark.streams.active.length, 'batches:', batches)`,
  `const again = await start()
console.log('started again:', again.name)
await again.stop().catch(error => console.log(error.message))`,
]

const streaming = [
  `import { bar, count, display, memoryStream, spark } from 'tidemark'
const users = memoryStream('user STRING')
users.addData([{ user: 'ann' }, { user: 'bob' }])
const query = await display(spark.readStream.memory(users).groupBy('user').agg({ n: count() }), bar({ x: 'user', y: 'n' }), { name: 'users' })`,
  `import { spawn } from 'child_process'
const child = spawn('sleep', ['1000'])
console.log(spark.streams.active.map(one => one.name).join(), process.pid, child.pid)`,
]

const broken = [
  "import { col, spark } from 'tidemark'\nconst frame = spark.createDataFrame([{ user: 'ann', n: 1 }], 'user STRING, n INT')",
  "const fine = 1\nconst number: number = 'text'",
  'frame.select(\n  col(\'usr\'),\n)',
  "function deep(): never {\n  throw new RangeError('too deep')\n}\ndeep()",
  "await frame.select(col('user').cast('INT').as('number')).collect()",
  "console.log('still here')\nawait spark.createDataFrame([{ user: 'ann' }], ['user STRING'].join())\n  .select(\n    col('usr'),\n  ).show()",
  'fine',
]

describeLive('an analyst in a real JupyterLab', [jupyterLab, chromium], () => {
  const lab = sharedLab({ notebooks: { 'slow.ipynb': slow, 'streaming.ipynb': streaming, 'broken.ipynb': broken } })

  afterEach(() => {
    expect(lab().consoleErrors).toEqual([])
    expect(lab().foreignRequests).toEqual([])
  })

  test('an interrupt in the middle of a batch ends the query, and leaves kernel, variables and its name', async () => {
    const page = await lab().open('slow.ipynb')
    await page.run(1)
    await page.start(2)
    await page.until('the batch runs', async () => (await page.shown(2)).includes('batch 1'))
    await page.interrupt()
    await page.idle(20_000)
    expect(await page.errors()).toEqual([expect.stringMatching(/^cell 2: Interrupted: /)])
    await page.screenshot('interrupted', 2)
    await page.run(3)
    await page.shows(3, '42 running: 0 batches: 1')
    await page.start(4)
    await page.until('the same name runs again', async () => (await page.shown(4)).includes('started again: slow'))
    await page.interrupt()
    await page.idle(20_000)
    await page.close()
  }, labTimeout)

  test('a cell run again replaces its query and its output; a restart leaves no process of the kernel', async () => {
    const page = await lab().open('streaming.ipynb')
    for (let i = 0; i < 3; i++) await page.run(1)
    await page.until('one chart is drawn', async () => (await page.shown(1)).includes('Query users running'))
    expect((await page.shown(1)).match(/Query users/g)).toHaveLength(1)
    await page.run(2)
    const [names, ...pids] = (await page.shown(2)).trim().split(' ')
    expect(names).toBe('users')
    expect(pids.map(Number).map(isAlive)).toEqual([true, true])
    await page.restart()
    await page.until('the old processes have ended', async () => !pids.map(Number).some(isAlive), 20_000)
    // The last frame is still there, and the same cell starts anew.
    await page.shows(1, 'Query users')
    await page.runAll()
    expect(await page.errors()).toEqual([])
    const [, ...next] = (await page.shown(2)).trim().split(' ')
    // Closing the notebook with its kernel ends what it started.
    await page.close()
    for (let tries = 0; next.map(Number).some(isAlive) && tries < 200; tries++) await new Promise(done => setTimeout(done, 100))
    expect(next.map(Number).map(isAlive)).toEqual([false, false])
  }, labTimeout)

  test('a cell that is wrong says so with its cell, its line and a way out, and the others go on', async () => {
    const page = await lab().open('broken.ipynb')
    for (let cell = 1; cell <= 7; cell++) await page.run(cell)
    await page.shows(2, "In [2], line 2: Type 'string' is not assignable to type 'number'.")
    await page.shows(3, /In \[3\], line 2: there is no column 'usr' here\s+valid: .*user/)
    await page.shows(4, /RangeError: too deep\s+at deep, In \[4\], line 2\s+at In \[4\], line 4/)
    await page.shows(5, /\[CAST_INVALID_INPUT\] the value 'ann' of type STRING cannot be cast to INT.*\n.*tryCast\('INT'\).*\n\s*at In \[5\], line 1/)
    await page.shows(6, /^still here\s*\[UNRESOLVED_COLUMN\] there is no column 'usr' here\s+.*Valid: user\.\s+at In \[6\], line 4/)
    // A cell with a type error was not run, so that there is no `fine`.
    await page.shows(7, "In [7], line 1: Cannot find name 'fine'.")
    expect(await page.errors()).toHaveLength(6)
    await page.pictures('broken')
    await page.close()
  }, labTimeout)
})
