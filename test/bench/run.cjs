// npm run bench [-- --records N] [--runs N]; npm run bench -- connect [--runs N] is connect.cjs.
// Records per second from a live broker through fromJson, filter, watermark and windowed count, beside a kafkajs +
// JSON.parse loop: the same topic, runs taken in turns, medians and their ratio. The machine's other work counts too.
'use strict'
const { execFileSync } = require('node:child_process')
const { mkdtempSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { parseArgs } = require('node:util')
const { Kafka, logLevel } = require('kafkajs')
const { startKafka, stopKafka } = require('../../dist/workspace/servers/kafka')
const { random, shapes } = require('./records.cjs')

const { values } = parseArgs({ args: process.argv[2] === 'connect' ? [] : process.argv.slice(2), options: { records: { type: 'string', default: '5000000' }, runs: { type: 'string', default: '3' } } })
const runs = Number(values.runs)
const partitions = 4

async function fill(brokers, topic, shape, records) {
  const kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  const producer = kafka.producer({ maxInFlightRequests: 4 })
  await Promise.all([admin.connect(), producer.connect()])
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }] })
  const next = random(42)
  const size = 2500
  for (let at = 0; at < records; at += size * partitions) {
    const sending = []
    for (let p = 0; p < partitions; p++) {
      const messages = []
      for (let i = 0; i < size && at + p * size + i < records; i++) messages.push({ partition: p, value: shape(at + p * size + i, next) })
      if (messages.length > 0) sending.push(producer.send({ topic, messages, acks: 1 }))
    }
    await Promise.all(sending)
  }
  await Promise.all([admin.disconnect(), producer.disconnect()])
}

function once(script, ...args) {
  return JSON.parse(execFileSync(process.execPath, [join(__dirname, script), ...args], { encoding: 'utf8', maxBuffer: 1 << 20 }))
}

const median = of => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)]

async function main() {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
  const { brokers } = await startKafka({ dir, port: 0, libs: join(process.cwd(), '.tidemark/jars/kafka'), heap: '1g', onStep: step => console.log(step) })
  try {
    for (const [name, shape] of Object.entries(shapes)) {
      const records = name === 'simple' ? Number(values.records) : Math.floor(Number(values.records) / 5)
      await fill(brokers, name, shape, records)
      const rates = { tidemark: [], kafkajs: [] }
      for (let run = 0; run < runs; run++) {
        const ours = once('tidemark.cjs', brokers, name)
        const theirs = once('kafkajs.cjs', brokers, name, String(records))
        if (ours.records !== records || ours.answer !== theirs.answer) throw new Error(`answers differ: ${JSON.stringify({ ours, theirs })}`)
        rates.tidemark.push(ours.records / ours.seconds)
        rates.kafkajs.push(theirs.records / theirs.seconds)
        console.log(`${name} run ${run + 1}: tidemark ${ours.seconds.toFixed(2)} s ${ours.mb} MB, kafkajs ${theirs.seconds.toFixed(2)} s ${theirs.mb} MB`)
      }
      const [ours, theirs] = [median(rates.tidemark), median(rates.kafkajs)]
      console.log(`${name}: tidemark ${(ours / 1e6).toFixed(2)} M records/s, kafkajs + JSON.parse ${(theirs / 1e6).toFixed(2)} M records/s, ratio ${(ours / theirs).toFixed(1)} (medians of ${runs}, ${records} records)`)
    }
  } finally {
    await stopKafka(dir)
    rmSync(dir, { recursive: true, force: true })
  }
}

// The clients of a Spark server are another benchmark.
if (process.argv[2] === 'connect') require('./connect.cjs')
else main().catch(error => { console.error(error); process.exitCode = 1 })
