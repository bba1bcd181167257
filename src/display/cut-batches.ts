import type { Json, Offset, Source, SourceContext } from '../connectors/contract'
import { systemClock } from '../core/clock'
import { walkPlan, type Node } from '../plan/node'

const PER_TRIGGER = 'maxOffsetsPerTrigger'

type Scan = Extract<Node, { source: unknown }>

/** Whether everything a stream reads is a recording: such a query comes to an end, whoever watches. */
export async function isRecorded(plan: Node): Promise<boolean> {
  for (const node of walkPlan(plan)) {
    if ('source' in node && node.streaming && !await opened(node, tapeBehind)) return false
  }
  return true
}

async function tapeBehind(source: Source): Promise<boolean> {
  return (await source.provenance?.())?.source === 'tape'
}

/**
 * The plan with what is there now cut into about `count` batches, so that its chart grows before one's eyes: each
 * streaming scan that takes `maxOffsetsPerTrigger`, and was given no limit of its own, gets its share.
 */
export async function cutIntoBatches(plan: Node, count: number): Promise<Node> {
  if ('source' in plan) return cutScan(plan, count)
  if ('children' in plan) return Object.freeze({ ...plan, children: await Promise.all(plan.children.map(child => cutIntoBatches(child, count))) })
  return 'child' in plan ? Object.freeze({ ...plan, child: await cutIntoBatches(plan.child, count) }) : plan
}

async function cutScan(plan: Scan, count: number): Promise<Node> {
  const limited = Object.keys(plan.options).some(name => /^(max|min)\w+PerTrigger$/i.test(name))
  if (limited || !plan.streaming || !plan.source.options.includes(PER_TRIGGER)) return plan
  const total = await opened(plan, offsetsThere)
  if (total === 0) return plan
  return Object.freeze({ ...plan, options: Object.freeze({ ...plan.options, [PER_TRIGGER]: Math.ceil(total / count) }) })
}

/** How many offsets lie between a new query's start and what is there now. */
async function offsetsThere(source: Source): Promise<number> {
  const from = await source.initialOffset()
  const to = await source.latestOffset()
  return to === null ? 0 : Math.max(0, sumOf(to) - sumOf(from))
}

async function opened<T>(scan: Scan, look: (source: Source) => Promise<T>): Promise<T> {
  const source = await scan.source.open(scan.options, scan.given, LOOKING)
  try {
    return await look(source)
  } finally {
    await source.close()
  }
}

// What this look at a source has to say, the query that follows says again.
const LOOKING: SourceContext = {
  streaming: true, env: process.env, clock: systemClock, log: { entries: () => [], append: () => {} }, warn: () => {},
}

/** The sum of a position over all partitions: `{"topic_log":{"0":23,"1":7}}` is 30. */
function sumOf(offset: Offset): number {
  if (typeof offset === 'number') return offset
  if (typeof offset !== 'object' || offset === null) return 0
  return Object.values(offset as Readonly<Record<string, Json>>).reduce<number>((sum, one) => sum + sumOf(one), 0)
}
