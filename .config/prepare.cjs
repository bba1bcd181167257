'use strict'
// npm runs this behind `npm ci` and before `npm pack`: the first `npm start` then finds the library built. Where only what
// runs was installed (`--omit=dev`) there is no compiler, and nothing to do.
const { spawnSync } = require('node:child_process')
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const compiler = join(__dirname, '..', 'node_modules', 'typescript', 'bin', 'tsc')
if (existsSync(compiler)) {
  process.exitCode = spawnSync(process.execPath, [compiler, '-b', join(__dirname, '..', 'src', 'tsconfig.json')], { stdio: 'inherit' }).status ?? 1
}
