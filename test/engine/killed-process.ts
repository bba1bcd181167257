import { spawn } from 'node:child_process'

/** Loads TypeScript in a plain node process, the way jest does here. */
const LOADER = `
  const { transformSync } = require('@swc/core')
  const options = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }
  require.extensions['.ts'] = (module, filename) =>
    module._compile(transformSync(require('fs').readFileSync(filename, 'utf8'), { ...options, filename }).code, filename)
`

/** The signal that ended a process of its own: it runs a script of this folder with `args` and a crash planned. */
export async function killedProcess(script: string, at: string, ...args: string[]): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['-e', `${LOADER}\nrequire('./${script}.ts')`, ...args], {
    cwd: __dirname, env: { ...process.env, TIDEMARK_CRASH_AT: at }, stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (_, signal) => resolve(signal))
  })
}
