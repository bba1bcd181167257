import { isTidemarkError } from '../../src/core/errors'
import type { OutputMode } from '../../src/connectors/contract'
import { watermarkDelayMs } from '../../src/plan/metadata'
import type { Node } from '../../src/plan/node'
import { build, typeScan } from './build'
import { genOf, productions, type Gen } from './expressions'
import { operatorOf, operators, type Made, type Making, type Operator } from './operators'
import { aliased } from './operators/operator'
import { stepOf, stepsOf, type Program, type Source, type Step } from './program'
import { rngOf, type Rng } from './random'
import { anotherSource, randomSource } from './sources'
import { randomType } from './values'

export type Kind = 'scalar' | 'batch' | 'stream'

/** What a seed makes: of ten, three are streams, three are packs of expressions, four are batch queries. */
export function kindOf(seed: number): Kind {
  const at = ((seed % 10) + 10) % 10
  return at < 3 ? 'stream' : at < 6 ? 'scalar' : 'batch'
}

export function generate(seed: number): Program {
  const rng = rngOf(seed)
  switch (kindOf(seed)) {
    case 'scalar': return scalars(seed, rng)
    case 'batch': return batchQuery(seed, rng)
    case 'stream': return streamQuery(seed, rng)
  }
}

/** How many expressions stand in one query. */
const PACK = 30

function scalars(seed: number, rng: Rng): Program {
  const source = { ...randomSource(rng, false) }
  const node = typeScan(source, false)
  const gen = genOf({ rng, schema: node.schema, productions, wild: rng.pick([0.05, 0.2]), odd: rng.pick([0, 0.02, 0.1]) })
  const exprs = aliased(rng.times(PACK, () => gen.expr(randomType(rng), 1 + rng.int(4))), 'e', node)
  return { seed, mode: 'batch', sources: [source], step: stepOf('select', [stepOf('source', [], [], { index: 0 })], exprs), conf: {} }
}

interface Draft {
  readonly making: Making
  readonly sources: Source[]
  readonly first: Made
}

function draft(rng: Rng, streaming: boolean): Draft {
  const sources: Source[] = []
  const wild = rng.pick([0.02, 0.1])
  const add = (source: Source): Made => {
    const index = sources.push(source) - 1
    return { step: stepOf('source', [], [], { index }), node: typeScan(source, streaming) }
  }
  const making: Making = {
    rng, streaming,
    gen: (node): Gen => genOf({ rng, schema: node.schema, productions, wild, odd: 0.005 }),
    timeOf: node => (node.schema.fields.find(f => watermarkDelayMs(f) !== undefined) ?? node.schema.fields.find(f => /^(r\d_)?ts$/.test(f.name) && f.type.kind === 'timestamp'))?.name,
    other: like => {
      if (like === undefined) {
        const made = add(randomSource(rng, streaming, `r${sources.length}_`))
        return streaming && rng.chance(0.8) ? applied(operatorOf('withWatermark'), making, made, sources) ?? made : made
      }
      const used = [...stepsOf(like.step)].filter(step => step.op === 'source')
      if (used.length !== 1 || sources.length > 2 || rng.chance(0.2)) return like
      const { step } = add(anotherSource(sources[used[0].args.index as number], rng, streaming))
      return { step: withSource(like.step, step), node: like.node }
    },
  }
  return { making, sources, first: add(randomSource(rng, streaming)) }
}

function withSource(of: Step, source: Step): Step {
  return of.op === 'source' ? source : { ...of, inputs: of.inputs.map(input => withSource(input, source)) }
}

/** The operator above, or null where the plan will not have it: what types refuse is the packs' to compare. */
function applied(operator: Operator, making: Making, below: Made, sources: readonly Source[]): Made | null {
  const before = sources.length
  for (let attempt = 0; attempt < 6; attempt++) {
    const step = operator.make(making, below)
    if (step === null) continue
    try {
      return { step, node: build(step, index => typeScan(sources[index], making.streaming)) }
    } catch (error) {
      if (!isTidemarkError(error)) throw error
      ;(sources as Source[]).length = before
    }
  }
  ;(sources as Source[]).length = before
  return null
}

function grow(of: Draft, made: Made, count: number, among: (one: Operator) => number): Made {
  let top = made
  const { rng } = of.making
  for (let i = 0; i < count; i++) {
    const operator = rng.weighted(operators.map(one => [among(one), one] as const))
    top = applied(operator, of.making, top, of.sources) ?? top
  }
  return top
}

function used(sources: readonly Source[], step: Step): { sources: Source[]; step: Step } {
  const places = [...new Set([...stepsOf(step)].filter(one => one.op === 'source').map(one => one.args.index as number))].sort((a, b) => a - b)
  const moved = (of: Step): Step => (of.op === 'source' ? { ...of, args: { index: places.indexOf(of.args.index as number) } } : { ...of, inputs: of.inputs.map(moved) })
  return { sources: places.map(at => sources[at]), step: moved(step) }
}

function batchQuery(seed: number, rng: Rng): Program {
  const of = draft(rng, false)
  const top = grow(of, of.first, 1 + rng.int(5), one => one.batch)
  return { seed, mode: 'batch', ...used(of.sources, top.step), conf: {} }
}

const STATELESS = ['select', 'withColumn', 'where', 'withColumnRenamed', 'drop', 'union']
const stateless = (one: Operator): number => (STATELESS.includes(one.name) ? one.stream : 0)
const stateful = (one: Operator): number => (STATELESS.includes(one.name) || one.name === 'withWatermark' ? 0 : one.stream)

function streamQuery(seed: number, rng: Rng): Program {
  const of = draft(rng, true)
  let top = grow(of, of.first, rng.int(2), stateless)
  if (rng.chance(0.88)) top = applied(operatorOf('withWatermark'), of.making, top, of.sources) ?? top
  top = grow(of, top, rng.chance(0.3) ? 1 : 0, stateless)
  if (rng.chance(0.95)) top = grow(of, top, 1, stateful)
  top = grow(of, top, rng.chance(0.4) ? 1 : 0, stateless)
  if (rng.chance(0.12)) top = grow(of, top, 1, stateful)
  return {
    seed, mode: modeOf(top.node, top.step, rng), ...used(of.sources, top.step),
    conf: rng.chance(0.15) ? { 'spark.sql.streaming.multipleWatermarkPolicy': 'max' } : {},
  }
}

/** Mostly a mode that is allowed. */
function modeOf(node: Node, step: Step, rng: Rng): OutputMode {
  if (rng.chance(0.06)) return rng.pick<OutputMode>(['append', 'update', 'complete'])
  const ops = [...stepsOf(step)].map(one => one.op)
  if (ops.includes('join')) return 'append'
  if (ops.some(op => ['groupBy', 'rollup', 'cube'].includes(op))) {
    if (ops.includes('orderBy')) return 'complete'
    const closes = node.schema.fields.some(f => watermarkDelayMs(f) !== undefined)
    return closes ? rng.weighted<OutputMode>([[5, 'append'], [3, 'update'], [2, 'complete']]) : rng.weighted<OutputMode>([[6, 'update'], [3, 'complete'], [0.3, 'append']])
  }
  return rng.weighted<OutputMode>([[4, 'append'], [1, 'update']])
}
