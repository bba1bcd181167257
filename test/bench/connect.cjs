// npm run bench -- connect [--runs N] [--only <a part of a query's name>]
// The wall time of the same queries on one Spark Connect server by our client and by PySpark's, each a process of its own
// that is warm, in turns; medians and their ratio, and each process's own CPU time. Needs pyspark[connect]==4.1.1 in .venv,
// or the PYTHON that has it.
'use strict'
const { spawn, spawnSync } = require('node:child_process')
const { mkdtempSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { createInterface } = require('node:readline')
const { parseArgs } = require('node:util')
const { startSpark, stopSpark } = require('../../dist/workspace/servers/spark')

const python = process.env.PYTHON ?? join(process.cwd(), '.venv/bin/python')
// What each does is written in both clients, under the same name.
const queries = ['one row', 'aggregate', 'collect 1 M, columns', 'collect 1 M, rows']

/** A client that runs a query when it is told its name, and says how many ms and CPU ms it took and what came of it. */
function client(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    run: async name => {
      child.stdin.write(`${name}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error(`${command} ended`)
      return JSON.parse(value)
    },
    end: () => child.stdin.end(),
  }
}

const median = of => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)]

async function main() {
  const { values } = parseArgs({ args: process.argv.slice(2).filter(one => one !== 'connect'), options: { runs: { type: 'string', default: '7' }, only: { type: 'string', default: '' } } })
  if (spawnSync(python, ['-c', 'import pyspark.sql.connect.session']).status !== 0) {
    throw new Error("PySpark's client is not here: .venv/bin/pip install 'pyspark[connect]==4.1.1'")
  }
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
  const { address } = await startSpark({ dir, port: 0, withoutKafka: true, onStep: step => console.log(step) })
  const ours = client(process.execPath, [join(__dirname, 'connect-tidemark.cjs'), address])
  const theirs = client(python, [join(__dirname, 'connect-pyspark.py'), address])
  try {
    for (const query of queries.filter(one => one.includes(values.only))) {
      const ms = { ours: [], theirs: [] }
      const cpus = { ours: [], theirs: [] }
      for (let run = -2; run < Number(values.runs); run++) {
        // Who goes first changes, so that nobody always finds the server warm.
        const turns = run % 2 === 0 ? [['ours', ours], ['theirs', theirs]] : [['theirs', theirs], ['ours', ours]]
        const answers = new Set()
        for (const [name, by] of turns) {
          const { took, cpu, answer } = await by.run(query)
          answers.add(answer)
          if (run < 0) continue
          ms[name].push(took)
          cpus[name].push(cpu)
        }
        if (answers.size !== 1) throw new Error(`answers differ: ${[...answers].join(' and ')}`)
      }
      const [mine, yours] = [median(ms.ours), median(ms.theirs)]
      console.log(`${query}: tidemark ${mine.toFixed(0)} ms, PySpark ${yours.toFixed(0)} ms, ${(mine / yours).toFixed(2)} times its time (medians of ${values.runs})`)
      console.log(`  tidemark ${ms.ours.map(one => one.toFixed(0)).join(', ')}; PySpark ${ms.theirs.map(one => one.toFixed(0)).join(', ')}`)
      console.log(`  CPU of the client: tidemark ${median(cpus.ours).toFixed(0)} ms, PySpark ${median(cpus.theirs).toFixed(0)} ms`)
    }
  } finally {
    ours.end()
    theirs.end()
    await stopSpark(dir)
    rmSync(dir, { recursive: true, force: true })
  }
}

main().catch(error => { console.error(error); process.exitCode = 1 })
