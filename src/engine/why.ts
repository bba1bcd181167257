import type { Offset, OutputMode } from '../connectors/contract'
import { formatDuration } from '../core/duration'
import { isTidemarkError, type TidemarkError } from '../core/errors'
import { Instant } from '../core/instant'
import type { LedgerCounts } from './ledger'
import type { OpenWindow, QueryEnding, Trigger } from '../plan/query'
import type { PartitionStand, WaitingWindow, WatermarkNodeStand, WatermarkStand, Why, WhyKind, WhyReason } from '../plan/why'
import type { WatermarkPolicy } from '../plan/watermarks'
import { positions, type PartitionFact } from './run-facts'
import { whyText } from './why-text'

/** Everything the answer is made from. */
export interface WhyFacts {
  readonly mode: OutputMode
  readonly trigger: Trigger
  readonly nowMs: number
  readonly ending: QueryEnding | null
  readonly error: TidemarkError | null
  /** Wall time of the last trigger; null before the first has ended. */
  readonly lastTriggerMs: number | null
  readonly triggerActive: boolean
  readonly inputRows: number
  readonly outputRows: number
  readonly lastBatchMs: number | null
  readonly counts: LedgerCounts
  readonly openWindows: readonly OpenWindow[]
  readonly stateRows: number
  /** Whether groups are kept from batch to batch. */
  readonly stateful: boolean
  readonly policy: WatermarkPolicy
  readonly watermarkMs: number
  readonly nodes: readonly { readonly column: string; readonly delayMs: number; readonly atMs: number; readonly newestMs: number }[]
  readonly partitions: readonly PartitionFact[]
  readonly sources: readonly { readonly description: string; readonly start: Offset | null; readonly fromNewest: boolean }[]
}

const IDLE_MS = 60_000
const MOST_NAMED = 3

/** Why a query has given nothing yet, or what it waits for. */
export function why(of: WhyFacts): Why {
  const watermark = watermarkOf(of)
  const partitions = partitionsOf(of)
  const openWindows = of.openWindows.map(window => waiting(window, of))
  const reasons: WhyReason[] = []
  const help: string[] = []
  const say = (kind: WhyKind, text: string, ...more: readonly string[]): void => {
    reasons.push(Object.freeze({ kind, text }))
    help.push(...more.filter(one => !help.includes(one)))
  }
  sayEnding(of, openWindows, say)
  sayInput(of, say)
  sayWindows(of, openWindows, watermark, say)
  sayPartitions(of, partitions, watermark, say)
  if (of.outputRows > 0 || reasons.length === 0) say('output', outputText(of))
  const answer = {
    reasons: Object.freeze(reasons), help: Object.freeze(help), openWindows: Object.freeze(openWindows.map(one => Object.freeze(one))),
    watermark, partitions: Object.freeze(partitions),
  }
  const toString = (): string => whyText(answer)
  return Object.freeze({
    ...answer, toString,
    [Symbol.iterator]: () => answer.openWindows[Symbol.iterator](),
    [Symbol.for('nodejs.util.inspect.custom')]: toString,
  })
}

/** What a watermark node lacks before it has passed the end of a window, ms; infinite before any event. */
function lacks({ end }: OpenWindow, node: WhyFacts['nodes'][number]): { readonly needMs: number; readonly gapMs: number } {
  // Watermarks are whole milliseconds, so an end between two of them waits for the later one.
  const needMs = Number((end.micros + 999n) / 1000n) + node.delayMs
  return { needMs, gapMs: needMs - newestOf(node) }
}

/** Of several watermarks the lowest counts, or the highest: so the window waits for the node that lacks most, or least. */
function waiting(window: OpenWindow, { nodes, policy }: WhyFacts): WaitingWindow {
  const [first, ...rest] = nodes.map(node => lacks(window, node))
  if (first === undefined) return { ...window, missingMs: null }
  const { needMs, gapMs } = rest.reduce((a, b) => ((policy === 'min' ? b.gapMs > a.gapMs : b.gapMs < a.gapMs) ? b : a), first)
  return { ...window, needsEventTime: Instant.ofMillis(needMs), missingMs: Number.isFinite(gapMs) ? Math.max(0, gapMs) : null }
}

/** The events that would close a window: one on any partition, or one below each watermark that lacks it. */
function wantedText(window: WaitingWindow, { nodes, policy }: WhyFacts): string {
  if (nodes.length === 1) return `One event at or after ${window.needsEventTime.toString()} on any partition`
  const each = nodes.map(node => ({ node, ...lacks(window, node) })).filter(one => one.gapMs > 0)
    .map(({ node, needMs }) => `one at or after ${timeText(needMs)} for ${nodeName(node)}`)
  return each.join(policy === 'min' ? ', and ' : ', or ').replace(/^one/, 'One event')
}

function nodeName({ column, delayMs }: { readonly column: string; readonly delayMs: number }): string {
  return `'${column}' (delay ${formatDuration(delayMs * 1000)})`
}

type Say = (kind: WhyKind, text: string, ...help: readonly string[]) => void

function sayEnding({ ending, error, counts, lastTriggerMs, inputRows }: WhyFacts, open: readonly WaitingWindow[], say: Say): void {
  if (error !== null) {
    const cause = isTidemarkError(error.cause) ? error.cause : error
    say('failed', `The query failed: [${cause.code}] ${cause.message}`, ...(cause.hint === undefined ? [] : [cause.hint]))
  } else if (ending === 'stopped') {
    say('stopped', 'The query was stopped, and gives nothing more.', 'Start it again; with a checkpointLocation it goes on where it was stopped.')
  } else if (ending === 'complete') {
    const rest = open.length === 0 ? '' : `; ${windowsText(open.length)}`
    say('complete', `The query has read what there was and has ended${rest}.`, ...(open.length === 0 ? [] : ['Started again with a checkpointLocation, it goes on with what came since.']))
  } else if (lastTriggerMs === null && inputRows === 0 && counts.malformed === 0) {
    say('starting', 'The first batch is not done yet.')
  }
}

function sayInput(of: WhyFacts, say: Say): void {
  const { inputRows, outputRows, counts, trigger, ending, triggerActive, lastTriggerMs } = of
  if (of.error !== null) return
  if (inputRows === 0 && (lastTriggerMs !== null || ending !== null)) {
    for (const { description, start, fromNewest } of of.sources) {
      const before = positions(start).reduce((sum, { offset }) => sum + offset, 0)
      if (fromNewest && before > 0) {
        say('no-data', `No data yet: ${description} is read from its end on, as startingOffsets is 'latest', the default of a stream. What lay there before (offsets up to ${positions(start).slice(0, MOST_NAMED).map(({ topic, partition, offset }) => `${topic}[${partition}] ${number(offset)}`).join(', ')}${positions(start).length > MOST_NAMED ? ', …' : ''}) is left out, and nothing has come since.`,
          "With the option startingOffsets: 'earliest' a new query reads what is there.")
      } else say('no-data', `No data yet: ${description} has given no rows.`, 'Look whether the producer runs and writes where the query reads.')
    }
  }
  if (trigger.kind === 'processing-time' && trigger.intervalMs > 0 && ending === null && !triggerActive && lastTriggerMs !== null) {
    const nextMs = (Math.floor(lastTriggerMs / trigger.intervalMs) + 1) * trigger.intervalMs
    say('waiting-for-trigger', `The next batch is due at ${timeText(nextMs)}: the trigger runs every ${formatDuration(trigger.intervalMs * 1000)}. What came since the last batch is not read yet.`)
  }
  if (inputRows === 0 || outputRows > 0 || (of.stateful && of.stateRows > 0)) return
  const { malformed, late, quarantined } = counts
  const all = rowsText(inputRows)
  if (malformed + quarantined >= inputRows) {
    say('malformed', `All ${all} could not be read as the schema says: ${number(malformed)} malformed, ${number(quarantined)} quarantined.`,
      'display(query.ledger) shows each of them with its reason; most often the schema or the topic is another one than meant.')
  } else if (late > 0) {
    say('late', `Of ${all}, ${number(late)} came too late for ${of.nodes.length > 1 ? 'the watermarks' : 'the watermark'} and none is left.`,
      'display(query.ledger) shows late rows with the window they missed; a longer delay in withWatermark waits for them, and one event far in the future makes all others late.')
  } else if (of.nodes.length > 0 && of.partitions.length > 0 && of.partitions.some(one => one.rows > 0) && of.partitions.every(one => one.maxMs === -Infinity)) {
    say('no-event-time', `${all} came and none has a time in '${of.nodes[0].column}': a row without an event time is in no window.`,
      'Look at the column: its name and format must be those of the records.')
  } else {
    const among = malformed > 0 ? `; ${number(malformed)} of them were malformed, and a malformed row's fields are null` : ''
    say('filtered', `${all} came and none passed the filters${of.stateful ? ' up to the groups' : ''}${among}.`,
      'Compare the condition with what is there: the same frame over spark.read, without the filter, shows the rows.')
  }
}

function sayWindows(of: WhyFacts, open: readonly WaitingWindow[], watermark: WatermarkStand | null, say: Say): void {
  const running = of.ending === null
  if (open.length > 0 && of.mode === 'append' && watermark !== null && of.error === null) {
    const first = open.filter(one => one.end.micros === open[0].end.micros).length
    const { missingMs, needsEventTime } = open[0]
    const stand = watermark.at === null ? 'No event has moved the watermark yet' : `The watermark stands at ${watermark.at.toString()}`
    const need = missingMs === null ? `the first needs an event at or after ${needsEventTime.toString()}`
      : missingMs === 0 ? 'the first closes with the next batch'
        : `the first needs an event at or after ${needsEventTime.toString()}, ${spanText(missingMs)} beyond the newest (${timeText(needsEventTime.millis - missingMs)})`
    const helping = running && missingMs !== 0
      ? [`${wantedText(open[0], of)} closes ${first === 1 ? '1 window' : `${number(first)} windows`}.`,
        "Where no event may come for long, let the producer send a heartbeat, or use outputMode('update') to see windows while they are open."] : []
    say('watermark', `${windowsText(open.length)}: append gives a window once the watermark has passed its end. ${stand}; ${need}.`, ...helping)
  }
  if (watermark !== null && watermark.nodes.length > 1) {
    const each = watermark.nodes.map(node => `${nodeName(node)} ${node.at === null ? 'has seen no event and counts as 1970' : `stands at ${node.at.toString()}`}${node.holds ? ', and holds the query' : ''}`)
    say('several-watermarks', `There are ${watermark.nodes.length} watermarks, and the ${watermark.policy === 'min' ? 'lowest' : 'highest'} counts (multipleWatermarkPolicy ${watermark.policy}): ${each.join('; ')}.`,
      ...(watermark.policy === 'min' && running && open.length > 0 ? ["An input that stays quiet holds all; spark.sql.streaming.multipleWatermarkPolicy 'max' lets the others go on, at the price of its rows being late."] : []))
  }
}

function sayPartitions(of: WhyFacts, partitions: readonly PartitionStand[], watermark: WatermarkStand | null, say: Say): void {
  if (watermark === null || of.error !== null) return
  const at = watermark.at?.millis ?? -Infinity
  const behind = partitions.filter(one => !one.idle && one.newestEventTime !== null && one.newestEventTime.millis <= at)
    .sort((a, b) => (b.behindMs ?? 0) - (a.behindMs ?? 0))
  if (behind.length > 0) {
    const [slowest] = behind
    say('slow-partition', `${namesText(behind)} ${behind.length === 1 ? 'is' : 'are'} behind the watermark: the newest event of ${nameOf(slowest)} is ${slowest.newestEventTime?.toString() ?? ''}, ${spanText(slowest.behindMs ?? 0)} behind the newest of all. A slow partition does not hold the watermark; its rows are dropped as late once their window has closed.`,
      `A delay of more than ${spanText(slowest.behindMs ?? 0)} in withWatermark would wait for ${nameOf(slowest)}.`)
  }
  const idle = partitions.filter(one => one.idle)
  if (idle.length === 0 || of.inputRows === 0) return
  const since = idle[0].lastRecordsAt === null ? 'has had no rows in this run' : `has had no rows since ${idle[0].lastRecordsAt.toString()}`
  const text = idle.length === 1 ? `${namesText(idle)} ${since}` : `${namesText(idle)} are quiet, ${nameOf(idle[0])} ${since}`
  say('idle-partition', `${text}. Spark's watermark follows the newest event of any partition, so a quiet one does not hold it.`)
}

function outputText({ mode, outputRows, ending, nodes }: WhyFacts): string {
  if (outputRows > 0) return `${rowsText(outputRows)} ${outputRows === 1 ? 'has' : 'have'} been given so far${mode === 'complete' ? ': the whole table with every batch' : mode === 'update' ? ': the changed groups with every batch' : ''}.`
  if (mode !== 'append' || nodes.length === 0) return ending === null ? 'Nothing holds the query: it gives rows with its next batch that has some.' : 'There was nothing to give.'
  return 'Every window that rows came for has closed.'
}

function watermarkOf({ nodes, policy, watermarkMs }: WhyFacts): WatermarkStand | null {
  if (nodes.length === 0) return null
  const stands = nodes.map(node => node.atMs)
  const held = policy === 'max' ? Math.max(...stands) : Math.min(...stands)
  const newest = Math.max(...nodes.map(newestOf))
  return Object.freeze({
    at: watermarkMs > 0 ? Instant.ofMillis(watermarkMs) : null, policy, newestEventTime: instant(newest),
    nodes: Object.freeze(nodes.map((node): WatermarkNodeStand => Object.freeze({
      column: node.column, delayMs: node.delayMs, at: node.atMs > 0 ? Instant.ofMillis(node.atMs) : null,
      newestEventTime: instant(newestOf(node)), holds: node.atMs === held,
    }))),
  })
}

/** After a restart only the watermark tells how far events had come. */
function newestOf({ atMs, delayMs, newestMs }: WhyFacts['nodes'][number]): number {
  return Math.max(newestMs, atMs > 0 ? atMs + delayMs : -Infinity)
}

function partitionsOf({ partitions, ending, nowMs, lastBatchMs }: WhyFacts): PartitionStand[] {
  const newest = Math.max(-Infinity, ...partitions.map(one => one.maxMs))
  const asOf = ending === null ? nowMs : lastBatchMs ?? nowMs
  const some = partitions.some(one => one.lastRecordsMs !== null)
  return partitions.map(({ source, partition, rows, maxMs, lastRecordsMs }) => Object.freeze({
    source, partition, rows, newestEventTime: instant(maxMs), behindMs: maxMs === -Infinity ? null : newest - maxMs,
    lastRecordsAt: lastRecordsMs === null ? null : Instant.ofMillis(lastRecordsMs),
    idle: lastRecordsMs === null ? some : asOf - lastRecordsMs >= IDLE_MS,
  }))
}

function instant(ms: number): Instant | null {
  return Number.isFinite(ms) ? Instant.ofMillis(ms) : null
}

function nameOf({ source, partition }: PartitionStand): string {
  return `partition ${partition} of ${source}`
}

function namesText(of: readonly PartitionStand[]): string {
  const [{ source }] = of
  const alike = of.length > 1 && of.every(one => one.source === source)
  const more = of.length > MOST_NAMED ? ` and ${number(of.length - MOST_NAMED)} more` : ''
  const named = of.slice(0, MOST_NAMED)
  return alike ? `Partitions ${named.map(one => one.partition).join(', ')}${more} of ${source}` : `P${named.map(nameOf).join(', ').slice(1)}${more}`
}

function windowsText(count: number): string {
  return count === 1 ? '1 window is open' : `${number(count)} windows are open`
}

function rowsText(count: number): string {
  return `${number(count)} ${count === 1 ? 'row' : 'rows'}`
}

function number(of: number): string {
  return of.toLocaleString('en-US')
}

function timeText(ms: number): string {
  return Instant.ofMillis(ms).toString()
}

/** A span for people, its two largest parts: `3 hours 20 minutes`. */
export function spanText(ms: number): string {
  return formatDuration(ms * 1000).split(' ').slice(0, 4).join(' ')
}
