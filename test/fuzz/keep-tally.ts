import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { typeName } from '../../src/core/data-type'
import { kindOf, type Kind } from './generate'
import type { Verdict } from './judge'
import { schemaOfSource, stepsOf, typesIn } from './program'
import { wordsOf } from './text'

/** What has been run so far; kept in the repository. */
export interface Tally {
  /** Seeds from the first up to and with the last, all of them or those of a kind, in the order of running. */
  ranges: { from: number; to: number; kind?: Kind; differences: number }[]
  /** Seeds by what they make. */
  seeds: Record<string, number>
  /** Queries compared: each expression of a pack is one. */
  compared: Record<string, number>
  /** Streaming programs with state. */
  stateful: number
  refusals: Record<string, number>
  words: Record<string, number>
  types: Record<string, number>
}

const STATEFUL = ['groupBy', 'rollup', 'cube', 'distinct', 'dropDuplicates', 'dropDuplicatesWithinWatermark', 'join', 'limit', 'sessionWindow']

export function emptyTally(): Tally {
  return { ranges: [], seeds: {}, compared: {}, stateful: 0, refusals: {}, words: {}, types: {} }
}

export function readTally(path: string): Tally {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Tally : emptyTally()
}

export function count(tally: Tally, seed: number, { programs, refusals }: Verdict): void {
  const kind = kindOf(seed)
  add(tally.seeds, kind)
  add(tally.compared, kind, programs.length)
  for (const reason of refusals) add(tally.refusals, reason)
  const types = new Set(programs.flatMap(({ sources }) => sources.flatMap(source => schemaOfSource(source).fields.flatMap(f => [...typesIn(f.type)].map(type => typeName(type).replace(/<.*/, ''))))))
  for (const type of types) add(tally.types, type)
  for (const program of programs) for (const word of wordsOf(program)) add(tally.words, word)
  if (kind === 'stream' && programs.some(program => [...stepsOf(program.step)].some(step => STATEFUL.includes(step.op)))) tally.stateful++
}

/** Adds a run to what is kept. */
export function keep(path: string, run: Tally): void {
  const all = readTally(path)
  const sorted = (of: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)))
  const sum = (a: Record<string, number>, b: Record<string, number>): Record<string, number> => sorted(Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map(key => [key, (a[key] ?? 0) + (b[key] ?? 0)])))
  const whole: Tally = {
    ranges: [...all.ranges, ...run.ranges], seeds: sum(all.seeds, run.seeds), compared: sum(all.compared, run.compared), stateful: all.stateful + run.stateful,
    refusals: sum(all.refusals, run.refusals), words: sum(all.words, run.words), types: sum(all.types, run.types),
  }
  const { ranges, ...rest } = whole
  writeFileSync(path, `{\n "ranges": [\n${ranges.map(one => `  ${JSON.stringify(one)}`).join(',\n')}\n ],\n${JSON.stringify(rest, null, 1).slice(2)}\n`)
}

function add(to: Record<string, number>, key: string, by = 1): void {
  to[key] = (to[key] ?? 0) + by
}
