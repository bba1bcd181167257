// Our client, for connect.cjs: a query's name a line in, its time, the CPU time it took here and its answer a line out.
'use strict'
const { createInterface } = require('node:readline')
const { SparkSession, col, concat, count, lit, sum } = require('../../dist')

const session = SparkSession.builder.remote(process.argv[2]).getOrCreate()
const million = session.range(1_000_000).select('id', col('id').divide(7).as('x'), concat(lit('user '), col('id').mod(1000).cast('STRING')).as('user'))
const queries = {
  'one row': async () => String(await session.range(1).count()),
  aggregate: async () => String((await session.range(5_000_000).groupBy(col('id').mod(1000).as('k')).agg({ n: count(), s: sum('id') }).collect()).length),
  'collect 1 M, columns': async () => String((await million.context.engine.collect(million.plan)).reduce((rows, one) => rows + one.numRows, 0)),
  'collect 1 M, rows': async () => String((await million.collect()).length),
}

createInterface({ input: process.stdin }).on('line', async name => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const answer = await queries[name]()
  const took = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  console.log(JSON.stringify({ took, cpu: (user + system) / 1000, answer }))
}).on('close', async () => {
  await session.stop()
  process.exit()
})
