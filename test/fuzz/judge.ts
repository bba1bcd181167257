import type { Answer } from './answer'
import { difference, type Difference } from './compare'
import { failsEarly, isOfARow, leniencyOf, refusalOf } from './deviations'
import { generate, kindOf } from './generate'
import { playEmbedded } from './play-embedded'
import type { Program } from './program'
import { playScalars, unchecked, type PlaySpark } from './scalars'
import { shrink } from './shrink'

export interface Found {
  readonly program: Program
  readonly difference: Difference
}

export interface Verdict {
  readonly programs: readonly Program[]
  /** Why ours refused what Spark plays, a reason a program. */
  readonly refusals: readonly string[]
  readonly differences: readonly Found[]
}

/** Plays what a seed makes on both engines. */
export async function judge(seed: number, playSpark: PlaySpark): Promise<Verdict> {
  const program = generate(seed)
  const judged = kindOf(seed) === 'scalar' ? await playScalars(program, playSpark) : [{ program, ours: await playEmbedded(program), spark: await playSpark(program) }]
  const seen = judged.map(({ program: one, ours, spark }) => ({ program: one, ...told(one, ours, spark) }))
  return {
    programs: seen.map(one => one.program),
    refusals: seen.flatMap(({ refusal }) => refusal ?? []),
    differences: seen.flatMap(({ program: one, difference: found }) => (found === null ? [] : [{ program: one, difference: found }])),
  }
}

function told(program: Program, ours: Answer, spark: Answer): { difference: Difference | null; refusal?: string } {
  if ((ours.failed === undefined) !== (spark.failed === undefined) && isOfARow(ours.failed === undefined ? spark : ours) && failsEarly(program, ours)) return { difference: null }
  const found = difference(ours, spark, leniencyOf(program))
  const refusal = found === null ? undefined : refusalOf(ours)
  return refusal === undefined ? { difference: found } : { difference: null, refusal }
}

/** Where the engines differ about a program; a lone select is sent as it is, whatever our plan says of its types. */
export async function compare(program: Program, playSpark: PlaySpark): Promise<Difference | null> {
  const { op, inputs, exprs } = program.step
  const lone = program.mode === 'batch' && op === 'select' && inputs[0].op === 'source'
  return told(program, await playEmbedded(program), await playSpark(program, lone ? unchecked(exprs) : undefined)).difference
}

export async function smallest({ program, difference: { what } }: Found, playSpark: PlaySpark, plays: number): Promise<Found> {
  const small = await shrink(program, async one => (await compare(one, playSpark))?.what === what, plays)
  return { program: small, difference: (await compare(small, playSpark)) ?? { what: 'nothing, when it is played again', ours: '', spark: '' } }
}
