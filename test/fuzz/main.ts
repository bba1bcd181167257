import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { kindOf, type Kind } from './generate'
import { compare, judge, smallest, type Found } from './judge'
import { parseProgram, printProgram } from './program'
import type { PlaySpark } from './scalars'
import { startLanes } from './spark-lanes'
import { count as counted, emptyTally, keep } from './keep-tally'
import { programText, wordsOf } from './text'

const USAGE = `npm run fuzz -- [--seed N,N,… | --from N --count N | --program FILE]
  --seed N        one program, or several; made smaller where the engines differ
  --from --count  seeds from N on, default 200 of them from a random one
  --program FILE  a program as it was printed by --json
  --kind          only scalar, batch or stream
  --lanes N       sessions at once on the one Spark, default 3
  --shrink N      at most N plays to make a program smaller, default 40
  --json          prints differing programs as JSON too
  --tally         adds the run to test/fuzz/tally.json
  --compiled      with Spark's code generation, as it is by default; without it tiny queries run in half the time
`

export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' }, from: { type: 'string' }, count: { type: 'string', default: '200' }, program: { type: 'string' }, kind: { type: 'string' },
      lanes: { type: 'string', default: '3' }, shrink: { type: 'string', default: '40' }, dir: { type: 'string', default: '.tidemark/fuzz' },
      json: { type: 'boolean', default: false }, tally: { type: 'boolean', default: false }, compiled: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const spark = await startLanes(values.dir, { compiled: values.compiled })
  // Told to end, it ends after the programs that it is at, and its tally is whole.
  const halt = { asked: false }
  const stop = (): void => { halt.asked = true }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    if (values.program !== undefined) return await again(values.program, spark.lane(0))
    const from = Number(values.from ?? Date.now() % 10_000_000)
    return await run({
      seeds: values.seed?.split(',').map(Number) ?? Array.from({ length: Number(values.count) }, (_, i) => from + i), lanes: Number(values.lanes), shrink: Number(values.shrink),
      kind: values.kind as Kind | undefined, json: values.json, tally: values.tally, lane: spark.lane, halt,
    })
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await spark.stop()
  }
}

async function again(file: string, play: PlaySpark): Promise<number> {
  const found = await compare(parseProgram(readFileSync(existsSync(file) ? file : join(__dirname, file), 'utf8')), play)
  console.log(found ?? 'the engines agree')
  return found === null ? 0 : 1
}

interface Run {
  readonly seeds: readonly number[]
  readonly lanes: number
  readonly shrink: number
  readonly kind: Kind | undefined
  readonly json: boolean
  readonly tally: boolean
  readonly lane: (number: number) => PlaySpark
  readonly halt: { readonly asked: boolean }
}

async function run({ seeds: all, lanes, shrink, kind, json, tally, lane, halt }: Run): Promise<number> {
  const seeds = all.filter(seed => kind === undefined || kindOf(seed) === kind)
  console.log(`seeds ${seeds[0]} to ${seeds.at(-1)}`)
  const began = Date.now()
  const kept = emptyTally()
  const seen = new Map<string, number[]>()
  let next = 0
  let differing = 0
  const show = async (seed: number, found: Found, play: PlaySpark): Promise<void> => {
    const { what } = found.difference
    // One kind of difference is shown twice, with two of its first words each.
    const key = `${what} [${wordsOf(found.program).slice(0, 2).join(' ')}]`
    seen.set(key, [...seen.get(key) ?? [], seed])
    if (seen.get(key)!.length > 2) return
    const { program, difference } = shrink === 0 ? found : await smallest(found, play, shrink)
    console.log(`\n#### seed ${seed}: ${what} [${wordsOf(program).join(' ')}]\n${programText(program)}\n  ours:  ${difference.ours.slice(0, 700)}\n  spark: ${difference.spark.slice(0, 700)}`)
    if (json) console.log(printProgram(program))
  }
  await Promise.all(Array.from({ length: Math.min(seeds.length, lanes) }, async (_, number) => {
    const play = lane(number)
    while (next < seeds.length && !halt.asked) {
      const seed = seeds[next++]
      const verdict = await judge(seed, play)
      counted(kept, seed, verdict)
      differing += verdict.differences.length
      for (const found of verdict.differences) await show(seed, found, play)
    }
  }))
  const seconds = (Date.now() - began) / 1000
  if (next > 0) kept.ranges.push({ from: seeds[0], to: seeds[next - 1], ...(kind === undefined ? {} : { kind }), differences: differing })
  if (tally) keep(join(__dirname, 'tally.json'), kept)
  for (const [what, at] of [...seen].sort((a, b) => b[1].length - a[1].length)) console.log(`${String(at.length).padStart(5)} ${what}: ${at.join(',')}`)
  const compared = Object.values(kept.compared).reduce((a, b) => a + b, 0)
  console.log(`${Object.values(kept.seeds).reduce((a, b) => a + b, 0)} programs (${compared} queries, ${kept.stateful} stateful streams) in ${seconds.toFixed(0)} s, ${differing} differences, refused: ${JSON.stringify(kept.refusals)}`)
  return differing === 0 ? 0 : 1
}
