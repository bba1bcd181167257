'use strict'
// npm run bench:kernel -- --runs N --minutes M: a test of its own, so that it has the kernel tests' client; the suite leaves it out.
const { spawnSync } = require('node:child_process')
const { join } = require('node:path')

const given = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
const runs = given('runs', 5)
const minutes = given('minutes', 0)
if (!(runs >= 0 && minutes >= 0)) {
  process.stderr.write('usage: npm run bench:kernel -- [--runs N] [--minutes M]\n')
  process.exit(2)
}
const jest = join(__dirname, '..', '..', 'node_modules', 'jest', 'bin', 'jest.js')
process.exitCode = spawnSync(process.execPath, [jest, '-w', '1', '--testMatch', '**/kernel.bench.ts'], {
  stdio: 'inherit', env: { ...process.env, BENCH_RUNS: String(runs), BENCH_MINUTES: String(minutes) },
}).status ?? 1
