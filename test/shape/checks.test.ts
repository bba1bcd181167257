import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './rooms'

/** Runs a checker and shows what it says where it fails. */
function check(script: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, encoding: 'utf8' })
  return status === 0 ? '' : `${stdout}${stderr}`
}

test('the whole tree type-checks', () => {
  expect(check('typescript/bin/tsc', '-p', 'tsconfig.json')).toBe('')
}, 180_000)

test('the linter finds nothing', () => {
  expect(check('eslint/bin/eslint.js', '--config', '.config/eslint.config.mjs', 'src', 'test')).toBe('')
}, 300_000)
