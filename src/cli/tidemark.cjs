#!/usr/bin/env node
'use strict'

// The committed executable: npm links a bin at `npm ci`, before anything is built, and makes no link to a missing file.
const { spawnSync } = require('node:child_process')
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..', '..')
const main = join(root, 'dist', 'cli', 'main.js')

function build() {
  const config = join(root, 'src', 'tsconfig.json')
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  if (!existsSync(config) || !existsSync(compiler)) {
    process.stderr.write('[NOT_BUILT] tidemark has no dist/ and cannot build it\n  Run `npm ci` in its folder first.\n')
    process.exit(2)
  }
  process.stderr.write('tidemark: building once …\n')
  const done = spawnSync(process.execPath, [compiler, '-b', config], { stdio: ['ignore', 2, 2] })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

if (!existsSync(main)) build()
const args = process.argv.slice(2)
// A person waits for a kernel, so it starts without what the other commands need; what it has served may not hold it.
if (args.length === 3 && args[0] === 'kernel' && args[1] === 'start' && !args[2].startsWith('-')) {
  require(join(root, 'dist', 'cli', 'run-kernel.js')).runKernel(args[2]).then(code => process.exit(code))
} else {
  require(main).main(args).then(code => { process.exitCode = code })
}
