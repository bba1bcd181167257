'use strict'
// npm run soak:lab -- --minutes N: the soak is a test of its own, so that it has the lab's harness; the suite leaves it out.
const { spawnSync } = require('node:child_process')
const { join } = require('node:path')

const at = process.argv.indexOf('--minutes')
const minutes = at < 0 ? 6 : Number(process.argv[at + 1])
if (!(minutes > 0)) {
  process.stderr.write('usage: npm run soak:lab -- [--minutes N]\n')
  process.exit(2)
}
const jest = join(__dirname, '..', '..', 'node_modules', 'jest', 'bin', 'jest.js')
process.exitCode = spawnSync(process.execPath, [jest, '-w', '1', '--testMatch', '**/soak-lab.soak.ts'], {
  stdio: 'inherit', env: { ...process.env, SOAK_MINUTES: String(minutes), TIDEMARK_REQUIRE_LIVE: '1' },
}).status ?? 1
