import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createRemoteEngine, openSession, parseAddress, remoteSource } from '../../connect'
import { InvalidOption, type OutputMode } from '../../connectors/contract'
import { cellOutput, valueDisplay } from '../../core/cell-output'
import { defineError } from '../../core/errors'
import { checkStreaming } from '../../plan/check-streaming'
import { isStreaming, type Node } from '../../plan/node'
import { sourceFormat } from '../formats'
import type { Frame, FrameCore } from '../frame'
import { packageVersion } from '../package-version'
import type { NeedsStream, Traits } from '../traits'
import { compare } from './compare'
import { playHere } from './play-here'
import { playThere } from './play-there'
import type { Played } from './played'
import { receiptLines, type Receipt } from './receipt'
import { recordInput } from './record-input'

/** The server does not see the files that both engines are to read. */
export const FolderNotShared = defineError({ code: 'PROVE_FOLDER_NOT_SHARED', fault: 'user' })

export interface ProveOptions {
  /** The Spark Connect server: `sc://host:port/;…`. */
  readonly on: string
  /** Default: `append` where that is legal, else `update`, else `complete`. */
  readonly outputMode?: OutputMode
  /** Into about how many batches what is there is cut, where a source was not told; 1 to 90, default 20. */
  readonly batches?: number
  /** Settings of both engines, by Spark's names. */
  readonly conf?: Readonly<Record<string, string>>
  /** Settings of the Spark alone: to see what they change. */
  readonly sparkConf?: Readonly<Record<string, string>>
  /** A folder that both this process and the server see. Default: one of this machine, for a server that runs on it. */
  readonly folder?: string
}

const MODES: readonly OutputMode[] = ['append', 'update', 'complete']

/**
 * Whether a Spark gives the same answer: what the query's sources hold now is recorded, cut into the same micro-batches
 * for both, and played through this engine and through the Spark server; batch by batch the watermark and the rows (as
 * multisets) are compared. Shows the receipt in the cell, and gives it back. Two answers that differ are a receipt too,
 * with the first difference.
 *
 * Compared are the engines, not their readers of Kafka: both read the recording, JSON lines that are removed afterwards.
 * In complete mode the last batch's table is compared.
 *
 * @throws NOTHING_TO_PROVE, PROVE_FOLDER_NOT_SHARED, INVALID_CONNECT_URL, SPARK_UNREACHABLE, SPARK_UNAUTHORIZED
 * @example
 * const receipt = await prove(hourly, { on: 'sc://localhost:15002' })
 */
export async function prove<S, I extends Traits>(query: Frame<S, I> & NeedsStream<I>, options: ProveOptions): Promise<Receipt>
export async function prove(query: FrameCore, options: ProveOptions): Promise<Receipt> {
  const { batches = 20, conf = {}, sparkConf = {} } = options
  if (!Number.isInteger(batches) || batches < 1 || batches > 90) throw new InvalidOption(`batches is a whole number from 1 to 90, and got ${batches}`)
  if (!isStreaming(query.plan)) throw new InvalidOption('prove compares streams, and this frame is a batch', { hint: 'Read with spark.readStream.' })
  const mode = options.outputMode ?? MODES.find(one => isLegal(query.plan, one)) ?? 'append'
  const address = parseAddress(options.on, process.env)
  const session = openSession({ address, settings: { 'spark.sql.json.filterPushdown.enabled': 'false', ...conf, ...sparkConf } })
  const engine = createRemoteEngine({ session, env: process.env })
  const folder = mkdtempSync(join(resolve(options.folder ?? tmpdir()), 'tidemark-prove-'))
  try {
    // Nobody there is said before anything is recorded.
    const spark = await engine.version()
    const recording = await recordInput(query.plan, folder, batches)
    const here = await playHere(recording.planOf(sourceFormat), mode, conf)
    const there = await playThere(recording.planOf(remoteSource), mode, engine)
    if (there.failed === 'PATH_NOT_FOUND' || (there.failed === undefined && there.batches.length === 0)) {
      throw new FolderNotShared(`the Spark server at ${address.text} does not see the folder of this process`, {
        hint: "Give one that both see: prove(query, { on, folder: '/mnt/shared' }).", details: { folder },
      })
    }
    const { difference, close } = compare(here, there)
    const receipt = made({
      equal: difference === null, on: address.text, outputMode: mode, versions: { tidemark: packageVersion, node: process.version, spark },
      input: recording.input, batches: { here: batchesOf(here), there: batchesOf(there) },
      rows: { ...sidesOf(here, there) }, difference, notes: notesOf(here, mode, close, sparkConf),
    })
    await show(receipt)
    return receipt
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await engine.close().catch(() => {})
  }
}

function isLegal(plan: Node, mode: OutputMode): boolean {
  try {
    checkStreaming(plan, mode)
    return true
  } catch {
    return false
  }
}

function made(facts: Omit<Receipt, 'toString'>): Receipt {
  const lines = receiptLines(facts)
  const width = Math.max(...lines.map(([name]) => name.length))
  return Object.freeze({ ...facts, toString: () => lines.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join('\n') })
}

async function show(receipt: Receipt): Promise<void> {
  const shown = valueDisplay()(receipt)
  if (shown === null) cellOutput().show({ 'text/plain': receipt.toString() })
  else await shown()
}

function batchesOf(of: Played): number {
  return of.failed === undefined ? of.batches.length : 0
}

function sidesOf(here: Played, there: Played): Receipt['rows'] {
  const texts = (of: Played): string[] => (of.failed === undefined ? [...of.rows.values()].flatMap(rows => rows.map(row => row.close)).sort() : [])
  const [mine, yours] = [texts(here), texts(there)]
  const sha256 = (of: string[]): string => createHash('sha256').update(of.join('\n')).digest('hex')
  return { here: mine.length, there: yours.length, hereSha256: sha256(mine), thereSha256: sha256(yours) }
}

function notesOf(here: Played, mode: OutputMode, close: boolean, sparkConf: Readonly<Record<string, string>>): string[] {
  return [
    ...(here.failed === undefined ? [] : [`This engine failed: ${here.failed}.`]),
    ...(mode === 'complete' ? ['In complete mode the table of the last batch is compared.'] : []),
    ...(close ? ['Doubles are the same to nine digits: a sum depends on the order of its rows.'] : []),
    ...Object.entries(sparkConf).map(([name, value]) => `Spark alone was set: ${name} = ${value}.`),
  ]
}
