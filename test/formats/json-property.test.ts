import fc from 'fast-check'
import { BIGINT, BOOLEAN, DOUBLE, INT, STRING, arrayOf, field, mapOf, parseDdl, struct } from '../../src/core'
import type { DataType, StructType } from '../../src/core'
import { valueAt } from '../../src/batch'
import { jsonReader } from '../../src/formats/json'
import { seededRandom } from '../support/seeded-random'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const runs = { seed, numRuns: 150 }

/** JSON text of a value with blanks and escapes wherever they may stand. */
function render(value: unknown, odd: () => number): string {
  const gap = (): string => [' ', '\n', '\t\r ', '', '', '', '', ''][Math.floor(odd() * 8)]
  const string = (text: string): string => `"${[...JSON.stringify(text).slice(1, -1).matchAll(/\\u....|\\.|[^]/gu)].map(([unit]) =>
    unit.length === 1 && unit !== '/' && odd() < 0.1 ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit === '/' && odd() < 0.5 ? '\\/' : unit).join('')}"`
  const members = (parts: string[]): string => gap() + parts.join(`${gap()},${gap()}`) + gap()
  if (Array.isArray(value)) return `[${members(value.map(v => render(v, odd)))}]`
  if (typeof value === 'object' && value !== null) {
    return `{${members(Object.entries(value).map(([k, v]) => `${string(k)}${gap()}:${gap()}${render(v, odd)}`))}}`
  }
  return typeof value === 'string' ? string(value) : JSON.stringify(value)
}

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string(), fc.constantFrom('', '"', '\\', '/', '\u2028', 'žluť', '😀', '\u0000', '__proto__', 'NaN'))
const name = fc.oneof(fc.constantFrom('a', 'b', 'user', 'timestamp', '__proto__', 'constructor', 'ř', 'a"b', 'with blank'), text)
const number = fc.oneof(fc.integer(), fc.constantFrom(0, 1.5, 2 ** 53, -(2 ** 31), 1e21, 1e-7, 2 ** 31), fc.double({ noNaN: true, noDefaultInfinity: true }).filter(n => !Object.is(n, -0)))
const type = fc.letrec<{ type: DataType; struct: StructType }>(tie => ({
  type: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.constantFrom(STRING, INT, BIGINT, DOUBLE, BOOLEAN), tie('type').map(arrayOf), tie('type').map(t => mapOf(STRING, t)), tie('struct')),
  struct: fc.uniqueArray(fc.tuple(name, tie('type')), { selector: ([n]) => n, maxLength: 6 }).map(fields => struct(fields.map(([n, t]) => field(n, t)))),
}))

/** A JSON value that mostly is what the type says. */
function fitting(of: DataType): fc.Arbitrary<unknown> {
  const junk = fc.oneof({ maxDepth: 2 }, fc.constant(null), fc.integer(), text, fc.boolean(), fc.array(fc.integer()), fc.dictionary(name, fc.integer()))
  const good: fc.Arbitrary<unknown> = of.kind === 'string' ? text
    : of.kind === 'array' ? fc.array(fc.nat(20)).chain(n => fc.tuple(...n.slice(0, 4).map(() => fitting(of.element))))
      : of.kind === 'map' ? fc.dictionary(name, fitting(of.value), { maxKeys: 4 })
        : of.kind === 'struct' ? objectOf(of)
          : of.kind === 'boolean' ? fc.boolean() : number
  return fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: junk })
}

function objectOf(of: StructType): fc.Arbitrary<object> {
  const known = of.fields.map(f => fc.option(fitting(f.type).map(v => [f.name, v] as const)))
  const unknown = fc.array(fc.tuple(name, fc.jsonValue()).filter(([n]) => of.fields.every(f => f.name !== n)), { maxLength: 2 })
  return fc.tuple(fc.tuple(...known), unknown, fc.boolean()).map(([fields, more, turned]) => {
    const entries = [...fields.filter(e => e !== null), ...more]
    return JSON.parse(`{${(turned ? entries.reverse() : entries).map(([n, v]) => `${JSON.stringify(n)}:${JSON.stringify(v)}`).join(',')}}`) as object
  })
}

const BAD = Symbol('bad')

/** What the type makes of a parsed value, and whether anything in it was bad. */
function oracle(of: DataType, value: unknown, bad: () => void): unknown {
  const no = (): typeof BAD => { bad(); return BAD }
  if (value === null) return null
  switch (of.kind) {
    case 'string': return typeof value === 'string' ? value.replaceAll(/[\ud800-\udfff]/gu, '?') : JSON.stringify(value).replaceAll(/\\u[\da-f]{4}/g, u => u.toUpperCase().replace('\\U', '\\u'))
    case 'int': return typeof value === 'number' && (value | 0) === value ? value : no()
    case 'bigint': return typeof value === 'number' && /^-?\d+$/.test(JSON.stringify(value)) && BigInt.asIntN(64, BigInt(JSON.stringify(value))) === BigInt(JSON.stringify(value)) ? BigInt(JSON.stringify(value)) : no()
    case 'double': return typeof value === 'number' ? value : value === 'NaN' ? NaN : no()
    case 'boolean': return typeof value === 'boolean' ? value : no()
    case 'array': {
      if (!Array.isArray(value)) return no()
      const elements = value.map(v => oracle(of.element, v, bad))
      return elements.includes(BAD) ? BAD : elements
    }
    case 'map': {
      if (typeof value !== 'object' || Array.isArray(value)) return no()
      const entries = Object.entries(value).map(([k, v]) => [k.replaceAll(/[\ud800-\udfff]/gu, '?'), oracle(of.value, v, bad)] as const)
      return entries.some(([, v]) => v === BAD) ? BAD : new Map(entries)
    }
    case 'struct': {
      if (typeof value !== 'object' || Array.isArray(value)) return no()
      return entriesOf(of.fields.map(f => {
        const found = Object.hasOwn(value, f.name) ? oracle(f.type, (value as Record<string, unknown>)[f.name], bad) : null
        return [f.name, found === BAD ? null : found]
      }))
    }
    default: throw new Error(of.kind)
  }
}

function entriesOf(entries: (readonly [string, unknown])[]): object {
  const object = {}
  for (const [n, value] of entries) Object.defineProperty(object, n, { value, enumerable: true, configurable: true, writable: true })
  return object
}

it(`reads what JSON.parse reads, for any schema (seed ${seed})`, () => {
  const cases = type.struct.chain(schema => fc.tuple(fc.constant(schema), fc.array(objectOf(schema), { minLength: 1, maxLength: 4 }), fc.integer()))
  fc.assert(fc.property(cases, fc.context(), ([schema, values, of], log) => {
    const odd = seededRandom(of)
    const reader = jsonReader(schema, {}, () => reported++)
    let reported = 0
    let wrong = 0
    const expected = values.map(value => {
      const json = render(value, odd)
      log.log(json)
      // Neighbouring bytes are other records' in a real buffer.
      const bytes = Buffer.from(`{"a":${json}}"`, 'utf8')
      let bad = false
      const row = oracle(schema, JSON.parse(json), () => { bad = true })
      expect(reader.read(bytes, 5, bytes.length - 2)).toBe(!bad)
      if (bad) wrong++
      return row
    })
    const vector = reader.finish()
    expect(values.map((_v, i) => valueAt(vector, i))).toEqual(expected)
    expect(reported).toBe(wrong)
  }), runs)
})

it(`reads numbers as JSON.parse does, to the last bit (seed ${seed})`, () => {
  const digits = fc.stringMatching(/^[0-9]{1,25}$/).map(d => d.replace(/^0+(?=\d)/, ''))
  const literal = fc.oneof(
    fc.tuple(fc.constantFrom('', '-'), digits, fc.option(fc.stringMatching(/^[0-9]{1,25}$/)), fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'), fc.nat(330))))
      .map(([sign, whole, fraction, power]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${power === null ? '' : power.join('')}`),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  )
  const reader = jsonReader(parseDdl('d DOUBLE'))
  fc.assert(fc.property(literal, of => {
    const bytes = Buffer.from(`{"d":${of}}`)
    expect(reader.read(bytes, 0, bytes.length)).toBe(true)
    const value = (valueAt(reader.finish(), 0) as { d: number }).d
    expect(value).toBe(/^-0+$/.test(of) ? 0 : JSON.parse(of))
  }), { seed, numRuns: 2000 })
})

it(`outlives any damage to a record, and reads the next one right (seed ${seed})`, () => {
  const schema = parseDdl('a INT, b STRING, e STRUCT<x: ARRAY<STRUCT<y: MAP<STRING, INT>>>, z: DOUBLE>, t TIMESTAMP, d DATE, r BINARY, o BOOLEAN, l BIGINT, _corrupt_record STRING')
  const good = '{"a":1,"b":"x\\u0041\\n","e":{"x":[{"y":{"p":1,"q":null}}],"z":-1.5e3},"t":"2021-10-29T10:37:23.5Z","d":"2021-10-29","r":"AAE=","o":true,"l":9007199254740993,"f":[1,{"g":"h"}]}'
  const alone = jsonReader(schema)
  alone.read(Buffer.from(good), 0, good.length)
  const whole = valueAt(alone.finish(), 0)
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  fc.assert(fc.property(damage, fc.option(fc.nat(good.length)), (bytes, cut) => {
    const record = Buffer.from(good)
    for (const [at, byte] of bytes) record[at] = byte
    const end = cut ?? record.length
    const reader = jsonReader(schema)
    const fine = reader.read(record, 0, end)
    reader.readNull()
    expect(reader.read(Buffer.from(good), 0, good.length)).toBe(true)
    const vector = reader.finish()
    expect(valueAt(vector, 1)).toBeNull()
    expect(valueAt(vector, 2)).toEqual(whole)
    const first = valueAt(vector, 0) as { _corrupt_record: string | null } | null
    if (fine) expect(first?._corrupt_record ?? null).toBeNull()
    else expect(first?._corrupt_record).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(record.subarray(0, end)))
  }), { seed, numRuns: 1000 })
})
