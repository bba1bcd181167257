import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isPrepared } from '../../src/workspace/servers/jupyter'

const root = resolve(__dirname, '../..')

/** A part of the machine that a live test needs: how to see that it is there, and what installs it. */
export interface Part {
  readonly name: string
  readonly install: string
  found(): boolean
}

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

export const java: Part = { name: 'Java 17 or newer', install: 'apt-get install openjdk-17-jre-headless', found: () => runs('java', '-version') }
export const maven: Part = { name: 'Maven', install: 'apt-get install maven', found: () => runs('mvn', '-v') }
export const chromium: Part = { name: 'Chromium', install: 'apt-get install chromium fonts-dejavu-core', found: () => runs('chromium', '--version') }
export const pyspark: Part = {
  name: 'PySpark 4.1.1 in .venv',
  install: 'python3 -m venv .venv && .venv/bin/pip install pyspark==4.1.1',
  found: () => existsSync(join(root, '.venv/bin/python')) && runs(join(root, '.venv/bin/python'), '-c', 'import pyspark; assert pyspark.__version__ == "4.1.1"'),
}

/** What Spark's processors with state need beside it. */
export const judge: Part = {
  name: 'PySpark 4.1.1 with pandas, pyarrow and protobuf in .venv',
  install: "python3 -m venv .venv && .venv/bin/pip install 'pyspark[sql]==4.1.1' protobuf",
  found: () => pyspark.found() && runs(join(root, '.venv/bin/python'), '-c', 'import pandas, pyarrow, google.protobuf'),
}

export const python: Part = { name: 'Python 3 with venv', install: 'apt-get install python3 python3-venv', found: () => runs('python3', '-c', 'import venv, ensurepip') }
export const jupyterLab: Part = {
  name: 'JupyterLab in .venv',
  install: 'npx tidemark lab --install-only',
  found: () => isPrepared(join(root, '.venv'), join(root, 'src/notebook/jupyter/python')),
}

/**
 * A suite that runs where its parts are there and else skips aloud, each test counted. With TIDEMARK_REQUIRE_LIVE=1 a
 * missing part fails it instead.
 */
export function describeLive(name: string, parts: readonly Part[], suite: () => void): void {
  const missing = parts.filter(part => !part.found())
  if (missing.length === 0) {
    describe(name, suite)
    return
  }
  const reason = missing.map(part => `${part.name} is missing (${part.install})`).join('; ')
  if (process.env.TIDEMARK_REQUIRE_LIVE === '1') {
    test(`${name} [needs a missing part]`, () => {
      throw new Error(reason)
    })
    return
  }
  process.stderr.write(`skipped: ${name}: ${reason}\n`)
  describe.skip(`${name} [skipped: ${reason}]`, suite)
}
