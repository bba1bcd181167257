import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describeLive, java, judge } from './parts'

const root = join(__dirname, '../..')

describeLive('the judge', [java, judge], () => {
  test('a real Spark still gives a third of the expected files', () => {
    // Which third depends on the day, so that all are checked every three days.
    const third = String(Math.floor(Date.now() / 86_400_000) % 3)
    const { status, stdout, stderr } = spawnSync(join(root, '.venv/bin/python'), [join(root, 'test/streams/judge.py'), '--check', '--third', third], { encoding: 'utf8', cwd: root })
    expect(status === 0 ? '' : `${stdout}\n${stderr.slice(-2000)}`).toBe('')
  }, 2_400_000)
})
