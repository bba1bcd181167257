import { isTidemarkError } from '../../src/core/errors'
import { toDdl, struct } from '../../src/core/data-type'
import type { Expression } from '../../src/expr/expression'
import { schemaOfSource, stepsOf, type Program, type Source, type Step } from './program'

/** Whether a smaller program still shows the same difference. */
export type Differs = (program: Program) => Promise<boolean>

/**
 * A program as small as it gets within so many plays: operators go, then batches, rows and columns, then expressions are
 * replaced by their parts, as long as the engines still differ in the same way.
 */
export async function shrink(program: Program, differs: Differs, plays: number): Promise<Program> {
  let best = program
  let left = plays
  for (let again = true; again && left > 0;) {
    again = false
    for (const smaller of candidates(best)) {
      if (left-- <= 0) break
      if (!await works(smaller, differs)) continue
      best = smaller
      again = true
      break
    }
  }
  return best
}

async function works(program: Program, differs: Differs): Promise<boolean> {
  try {
    return await differs(program)
  } catch (error) {
    // What cannot be built any more is no smaller form of it.
    if (isTidemarkError(error) || error instanceof TypeError) return false
    throw error
  }
}

function* candidates(program: Program): Generator<Program> {
  for (const step of steps(program.step)) yield unused({ ...program, step })
  yield* sources(program)
  for (const step of expressions(program.step)) yield unused({ ...program, step })
  yield* columns(program)
}

/** Without one of the operators. */
function* steps(of: Step): Generator<Step> {
  for (const input of of.inputs) yield input
  for (const [i, input] of of.inputs.entries()) for (const one of steps(input)) yield { ...of, inputs: of.inputs.map((each, at) => (at === i ? one : each)) }
}

/** Sources that nothing reads any more go. */
function unused(program: Program): Program {
  const places = [...new Set([...stepsOf(program.step)].filter(one => one.op === 'source').map(one => one.args.index as number))].sort((a, b) => a - b)
  if (places.length === program.sources.length) return program
  const moved = (of: Step): Step => (of.op === 'source' ? { ...of, args: { index: places.indexOf(of.args.index as number) } } : { ...of, inputs: of.inputs.map(moved) })
  return { ...program, sources: places.map(at => program.sources[at]), step: moved(program.step) }
}

function* sources(program: Program): Generator<Program> {
  const put = (at: number, batches: Source['batches']): Program => ({ ...program, sources: program.sources.map((one, i) => (i === at ? { ...one, batches } : one)) })
  for (const [at, { batches }] of program.sources.entries()) {
    if (batches.length > 1) for (const i of batches.keys()) yield put(at, batches.filter((_, b) => b !== i))
    for (const [b, lines] of batches.entries()) {
      const set = (some: readonly string[]): Program => put(at, batches.map((one, i) => (i === b ? some : one)))
      if (lines.length > 3) {
        const half = lines.length >> 1
        yield set(lines.slice(0, half))
        yield set(lines.slice(half))
      } else for (const i of lines.keys()) yield set(lines.filter((_, l) => l !== i))
    }
  }
}

/** With one expression fewer, or with a part in an expression's place. */
function* expressions(of: Step): Generator<Step> {
  if (of.exprs.length > 1) for (const i of of.exprs.keys()) yield { ...of, exprs: of.exprs.filter((_, at) => at !== i) }
  for (const [i, expr] of of.exprs.entries()) for (const one of smaller(expr)) yield { ...of, exprs: of.exprs.map((each, at) => (at === i ? one : each)) }
  for (const [i, input] of of.inputs.entries()) for (const one of expressions(input)) yield { ...of, inputs: of.inputs.map((each, at) => (at === i ? one : each)) }
}

function* smaller(of: Expression): Generator<Expression> {
  if (of.kind === 'alias') for (const child of smaller(of.child)) yield { ...of, child }
  if (of.kind !== 'call') return
  yield* of.args
  for (const [i, arg] of of.args.entries()) for (const one of smaller(arg)) yield { ...of, args: of.args.map((each, at) => (at === i ? one : each)) }
}

/** Without columns that nothing says. */
function* columns(program: Program): Generator<Program> {
  for (const [at, source] of program.sources.entries()) {
    const { fields } = schemaOfSource(source)
    if (fields.length < 2) continue
    for (const gone of fields) yield { ...program, sources: program.sources.map((one, i) => (i === at ? { ...one, ddl: toDdl(struct(fields.filter(f => f !== gone))) } : one)) }
  }
}

