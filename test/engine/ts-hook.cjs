// Lets a plain node process load TypeScript, the way jest does here: `node -r ./test/engine/ts-hook.cjs file.ts`.
const { readFileSync } = require('node:fs')
const { transformSync } = require('@swc/core')

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
  })
  module._compile(code, filename)
}
