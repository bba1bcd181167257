import { struct, field, STRING } from '../../src/core/data-type'
import { bind } from '../../src/expr/bind'
import type { Expression } from '../../src/expr/expression'
import type { Node } from '../../src/plan/node'
import type { Answer } from './answer'
import { failure, playEmbedded } from './play-embedded'
import { schemaOfSource, type Program } from './program'

/** One expression of a pack, and what each engine made of it. */
export interface Judged {
  readonly program: Program
  readonly ours: Answer
  readonly spark: Answer
}

/** Other settings of Spark's, under which it may meet another row's error, or none: its defaults; then compiled, and with all of its rules, alone. */
export const settings = ['default', 'compiled', 'interpreted'] as const
export type Setting = (typeof settings)[number]

/** How Spark plays a program whose step may not be a plan of ours. */
export type PlaySpark = (program: Program, made?: (scanOf: (source: number) => Node) => Node, setting?: Setting) => Promise<Answer>

/**
 * Plays a pack of expressions: all that ours computes in one query of Spark's, halved while it fails there; what ours
 * refuses or fails with each in a query of its own.
 */
export async function playScalars(program: Program, playSpark: PlaySpark): Promise<Judged[]> {
  const { exprs } = program.step
  const ours = await ourAnswers(program)
  const judged: Judged[] = []
  const keep = (at: number, spark: Answer): void => { judged.push({ program: withExprs(program, [exprs[at]]), ours: ours[at], spark }) }
  const together = async (places: readonly number[]): Promise<void> => {
    if (places.length === 0) return
    const spark = await playSpark(withExprs(program, places.map(at => exprs[at])), unchecked(places.map(at => exprs[at])))
    if (places.length === 1) return keep(places[0], spark)
    if (spark.failed === undefined) return places.forEach((at, i) => keep(at, column(spark, i)))
    const half = places.length >> 1
    await together(places.slice(0, half))
    await together(places.slice(half))
  }
  const places = exprs.map((_, i) => i)
  await together(places.filter(at => ours[at].failed === undefined))
  for (const at of places.filter(at => ours[at].failed !== undefined)) await together([at])
  return judged
}

async function ourAnswers(program: Program): Promise<Answer[]> {
  const { exprs } = program.step
  const schema = schemaOfSource(program.sources[0])
  const refused = exprs.map(one => {
    try {
      bind(one, schema)
      return null
    } catch (error) {
      return failure(error)
    }
  })
  const able = exprs.map((_, i) => i).filter(i => refused[i] === null)
  const all = await playEmbedded(withExprs(program, able.map(i => exprs[i])))
  return Promise.all(exprs.map(async (one, i) => refused[i] ?? (all.failed === undefined ? column(all, able.indexOf(i)) : await playEmbedded(withExprs(program, [one])))))
}

export function withExprs(program: Program, exprs: readonly Expression[]): Program {
  return { ...program, step: { ...program.step, exprs } }
}

/** A projection that our plan has not looked at: Spark is to say what it thinks of it. */
export function unchecked(exprs: readonly Expression[]): (scanOf: (source: number) => Node) => Node {
  return scanOf => ({ kind: 'project', child: scanOf(0), schema: struct(exprs.map((_, i) => field(`e${i}`, STRING))), expressions: exprs })
}

function column(of: Answer, at: number): Answer {
  return { schema: [of.schema![at]], batches: of.batches!.map(({ told, rows }) => ({ told, rows: rows!.map(row => [row[at]]) })) }
}
