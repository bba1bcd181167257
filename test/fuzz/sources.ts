import { field, INT, STRING, struct, TIMESTAMP, toDdl, type Field } from '../../src/core/data-type'
import { Instant } from '../../src/core/instant'
import { parseDdl } from '../../src/core/ddl'
import type { Source } from './program'
import type { Rng } from './random'
import { BASE_MICROS, jsonOf, randomType, randomValue, whole } from './values'

const NAMES = ['user', 'n', 'x', 'big', 'on', 'at', 'day', 'tags', 'odd name', 'Ä']
const MALFORMED = ['not json', '{"k":', '{"k":[1]}', '{"ts":"soon"}', '42', '{"k":"a"} trailing']

/** Columns of some types; on a stream a key `k` and a time `ts` are always among them. */
export function randomSource(rng: Rng, streaming: boolean, prefix = ''): Source {
  const names = NAMES.filter(() => rng.chance(0.4))
  const fields: Field[] = names.map(name => field(prefix + name, randomType(rng)))
  const keyed = streaming || rng.chance(0.7)
  if (keyed) fields.unshift(field('k', rng.pick([STRING, STRING, INT])))
  if (streaming || rng.chance(0.5)) fields.push(field(`${prefix}ts`, TIMESTAMP))
  if (fields.length === 0) fields.push(field(`${prefix}n`, INT))
  const form = streaming || rng.chance(0.25) ? 'files' : 'rows'
  const schema = struct(form === 'files' ? fields : fields.map(f => field(f.name, whole(f.type), !rng.chance(0.2))))
  return { ddl: toDdl(schema), form, batches: randomBatches(toDdl(schema), rng, { streaming, form }) }
}

/** Other rows of the same columns. */
export function anotherSource(of: Source, rng: Rng, streaming: boolean): Source {
  return { ...of, batches: randomBatches(of.ddl, rng, { streaming, form: of.form }) }
}

function randomBatches(ddl: string, rng: Rng, { streaming, form }: { streaming: boolean; form: Source['form'] }): string[][] {
  const { fields } = parseDdl(ddl)
  const wild = rng.pick([0, 0.05, 0.05, 0.3])
  const nulls = rng.pick([0, 0.1, 0.3])
  const bad = form === 'files' && rng.chance(0.3) ? 0.1 : 0
  const batches = streaming ? 1 + rng.int(4) : 1
  return rng.times(batches, b => {
    const lines: string[] = []
    const rows = streaming ? rng.int(8) : rng.int(20)
    for (let i = 0; i < rows; i++) {
      if (rng.chance(bad)) lines.push(rng.pick(MALFORMED))
      else if (lines.length > 0 && rng.chance(0.1)) lines.push(rng.pick(lines))
      else {
        const parts = fields.flatMap(f => {
          if (f.nullable && rng.chance(0.02)) return []
          const none = f.nullable && rng.chance(nulls)
          const value = none ? null : streaming && f.type.kind === 'timestamp' ? eventTime(rng, b, wild) : randomValue(f.type, rng, wild)
          return [`${JSON.stringify(f.name)}:${jsonOf(value, f.type)}`]
        })
        lines.push(`{${parts.join(',')}}`)
      }
    }
    return lines
  })
}

/** Some twenty minutes a batch, now and then hours late. */
function eventTime(rng: Rng, batch: number, wild: number): Instant {
  if (rng.chance(wild * 0.1)) return randomValue(TIMESTAMP, rng, 1) as Instant
  const minutes = batch * 20 + rng.int(25) - (rng.chance(0.2) ? rng.int(180) : 0)
  const micros = rng.chance(0.2) ? BigInt(rng.int(60_000_000)) : rng.chance(0.1) ? 59_999_999n : 0n
  return new Instant(BASE_MICROS + BigInt(minutes) * 60_000_000n + micros)
}
