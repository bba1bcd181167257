import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsOf } from '../../src/batch'
import { fileSinks, fileSources } from '../../src/connectors'
import { diskFiles, parseDdl, type Instant } from '../../src/core'
import { col, toExpression } from '../../src/expr/column'
import { count, sum, window } from '../../src/expr/functions'
import { columnRef } from '../../src/expr/expression'
import { aggregate, project, scan, withWatermark, type Node, type StreamingQuery } from '../../src/plan'
import { engineWith } from './rig'
import { put } from '../connectors/scratch'

const [json] = fileSources
const [jsonSink] = fileSinks
const schema = parseDdl('user STRING, amount BIGINT, ts TIMESTAMP')
const START = Date.UTC(2024, 0, 1, 10)

interface Sale { readonly user: string; readonly amount: number; readonly ts: string }

/** How many files the query finds; it takes one a batch. */
export const FILES = 6

/** Sales over some hours, a file each half hour, up to nine minutes out of order; the last file closes every window. */
export function putSales(dir: string): void {
  let seed = 7
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647
  for (let file = 0; file < FILES; file++) {
    const sales = Array.from({ length: 120 }, (_, i): Sale => ({
      user: `user ${Math.floor(random() * 5)}`,
      amount: Math.floor(random() * 1000),
      ts: new Date(START + (file * 30 + i / 4 - random() * 9) * 60_000).toISOString(),
    }))
    if (file === FILES - 1) sales.push({ user: 'the end', amount: 0, ts: new Date(START + 86_400_000).toISOString() })
    put(join(dir, 'in', `sales-${file}.json`), `${sales.map(sale => JSON.stringify(sale)).join('\n')}\n`, file)
  }
}

function totals(dir: string, streaming: boolean): Node {
  const read = scan(json, { path: join(dir, 'in'), ...(streaming ? { maxFilesPerTrigger: 1 } : {}) }, schema, streaming)
  const groups = aggregate(withWatermark(read, 'ts', '10 minutes'), [toExpression(window('ts', '1 hour')), columnRef('user')], [toExpression(count().as('sales')), toExpression(sum('amount').as('total'))])
  return project(groups, [toExpression(col('window.start').as('hour')), columnRef('user'), columnRef('sales'), columnRef('total')])
}

/** Hourly totals from the files in `in/` to files in `out/`. */
export async function filesQuery(dir: string, env: Readonly<Record<string, string | undefined>>): Promise<StreamingQuery> {
  return engineWith({ env, files: diskFiles }).start({
    plan: totals(dir, true), name: null, mode: 'append', trigger: { kind: 'available-now' }, badRecords: 'keep',
    sink: { format: jsonSink, options: { path: join(dir, 'out') } }, checkpoint: join(dir, 'checkpoint'),
  })
}

/** The same totals of all files at once, without the window of the row that closed the others. */
export async function batchOracle(dir: string): Promise<string[]> {
  const rows = (await engineWith().collect(totals(dir, false))).flatMap(rowsOf)
  return rows.filter(row => row.user !== 'the end').map(shown).sort()
}

/** The totals, added up by hand from the files. */
export function plainOracle(dir: string): string[] {
  const groups = new Map<string, { sales: number; total: number }>()
  for (const name of readdirSync(join(dir, 'in'))) {
    for (const line of readFileSync(join(dir, 'in', name), 'utf8').trim().split('\n')) {
      const { user, amount, ts } = JSON.parse(line) as Sale
      if (user === 'the end') continue
      const key = `${ts.slice(0, 13)}:00 ${user}`
      const { sales, total } = groups.get(key) ?? { sales: 0, total: 0 }
      groups.set(key, { sales: sales + 1, total: total + amount })
    }
  }
  return [...groups].map(([key, { sales, total }]) => `${key} ${sales} ${total}`).sort()
}

function shown(row: Record<string, unknown>): string {
  return `${(row.hour as Instant).toString().slice(0, 13)}:00 ${String(row.user)} ${String(row.sales)} ${String(row.total)}`
}

/** What is in `out/`: by its manifests, and by reading every part file whatever the manifests say. */
export async function outputOf(dir: string): Promise<{ counted: string[]; lying: string[] }> {
  const out = parseDdl('hour TIMESTAMP, user STRING, sales BIGINT, total BIGINT')
  const read = (path: string): Promise<string[]> => engineWith().collect(scan(json, { path }, out, false)).then(batches => batches.flatMap(rowsOf).map(shown))
  const parts = readdirSync(join(dir, 'out')).filter(name => name.startsWith('part-'))
  const lying = await Promise.all(parts.map(name => read(join(dir, 'out', name))))
  return { counted: (await read(join(dir, 'out'))).sort(), lying: lying.flat().sort() }
}
