import { mkdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { rowsOf, type Batch } from '../../src/batch'
import type { Json, Offset, RecordReport, Source, SourceContext, SourceLog } from '../../src/connectors/contract'
import { crc32c } from '../../src/core/crc32c'
import { originAt, systemClock } from '../../src/core'
import { temporaryFolder } from '../support/temporary-folder'

/** A folder of a test's own. */
export function scratch(): { readonly dir: string; readonly remove: () => void } {
  const dir = realpathSync(temporaryFolder('files'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Writes a file whose age is known: `seconds` after a fixed day. */
export function put(path: string, text: string | Uint8Array, seconds = 0): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  const at = new Date(Date.UTC(2024, 0, 1) + seconds * 1000)
  utimesSync(path, at, at)
  return path
}

export function logOf(entries: Json[] = []): SourceLog {
  return { entries: () => entries, append: entry => { entries.push(JSON.parse(JSON.stringify(entry)) as Json) } }
}

export function context(more: Partial<SourceContext> = {}): SourceContext {
  return { streaming: true, env: {}, clock: systemClock, log: logOf(), warn: () => {}, ...more }
}

export async function batchesOf(source: Source, from: Offset, to: Offset, report?: RecordReport): Promise<Batch[]> {
  const found: Batch[] = []
  for await (const batch of source.read(from, to, source.schema.fields.map(f => f.name), report)) found.push(batch)
  return found
}

/** Rows with where they came from, as text to compare; long ones as a digest. */
export async function rowsBetween(source: Source, from: Offset, to: Offset): Promise<string[]> {
  return (await batchesOf(source, from, to)).flatMap(batch => rowsOf(batch).map((row, i) => {
    const at = batch.origin === null ? null : originAt(batch.origin, i)
    const text = Object.entries(row).map(([name, value]) => `${name}=${value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)}`).join(' ')
    return `${at?.source} ${at?.partition} ${at?.offset} ${text.length < 80 ? text : crc32c(Buffer.from(text, 'utf8'))}`
  }))
}

/** Plans and reads to the end: the rows of each range. */
export async function playOut(source: Source, from: Offset): Promise<{ rows: string[][]; to: Offset }> {
  const rows: string[][] = []
  for (let at = from; ;) {
    const to = await source.planEnd(at, false)
    if (JSON.stringify(to) === JSON.stringify(at)) return { rows, to }
    rows.push(await rowsBetween(source, at, to))
    at = to
  }
}
