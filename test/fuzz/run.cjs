'use strict'
// npm run fuzz [-- --seed N | --from N --count N | --program FILE]: random programs on the embedded engine and on a real
// Spark. TypeScript is compiled as it is loaded, as in the tests.
const { readFileSync } = require('node:fs')
const { transformSync } = require('@swc/core')

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename, sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
  })
  module._compile(code, filename)
}

require('./main.ts').main(process.argv.slice(2)).then(code => { process.exitCode = code }, error => {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
})
