import type { Answer } from './answer'
import { difference, type Difference } from './compare'
import { faultOfSpark, isOfARow, leniencyOf, refusalOf } from './deviations'
import { generate, kindOf } from './generate'
import { playEmbedded } from './play-embedded'
import type { Program } from './program'
import { playScalars, settings, unchecked, type PlaySpark } from './scalars'
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
  const seen = await Promise.all(judged.map(async ({ program: one, ours, spark }) => ({ program: one, ...await told(one, ours, spark, playSpark) })))
  return {
    programs: seen.map(one => one.program),
    refusals: seen.flatMap(({ refusal }) => refusal ?? []),
    differences: seen.flatMap(({ program: one, difference: found }) => (found === null ? [] : [{ program: one, difference: found }])),
  }
}

async function told(program: Program, ours: Answer, spark: Answer, playSpark: PlaySpark): Promise<{ difference: Difference | null; refusal?: string }> {
  const found = difference(ours, spark, leniencyOf(program))
  if (found === null) return { difference: null }
  if ((ours.failed === undefined) !== (spark.failed === undefined) && isOfARow(ours.failed === undefined ? spark : ours) && await dependsOnSettings(program, ours, playSpark)) return { difference: null }
  const refusal = faultOfSpark(spark, program) ?? refusalOf(ours, spark)
  return refusal === undefined ? { difference: found } : { difference: null, refusal }
}

/** Whether Spark, set otherwise, ends as ours does: then its own error depends on how it is set. */
async function dependsOnSettings(program: Program, ours: Answer, playSpark: PlaySpark): Promise<boolean> {
  for (const setting of settings) {
    if (difference(ours, await playSpark(program, asIs(program), setting), leniencyOf(program)) === null) return true
  }
  return false
}

/** A lone select is sent as it is, whatever our plan says of its types. */
function asIs({ mode, step: { op, inputs, exprs } }: Program): Parameters<PlaySpark>[1] {
  return mode === 'batch' && op === 'select' && inputs[0].op === 'source' ? unchecked(exprs) : undefined
}

/** Where the engines differ about a program. */
export async function compare(program: Program, playSpark: PlaySpark): Promise<Difference | null> {
  return (await told(program, await playEmbedded(program), await playSpark(program, asIs(program)), playSpark)).difference
}

export async function smallest({ program, difference: { what } }: Found, playSpark: PlaySpark, plays: number): Promise<Found> {
  const small = await shrink(program, async one => (await compare(one, playSpark))?.what === what, plays)
  return { program: small, difference: (await compare(small, playSpark)) ?? { what: 'nothing, when it is played again', ours: '', spark: '' } }
}
