import { inspect } from 'node:util'
import { columnBuilder, valueAt, type BinaryVector } from '../../src/batch'
import { BINARY, parseDdl } from '../../src/core'
import { jsonReader } from '../../src/formats/json/json-reader'
import { learnLayout } from '../../src/formats/json/flat-layout'
import { FlatRecords } from '../../src/formats/json/flat-records'
import { valueNode } from '../../src/formats/json/value-node'
import { seededRandom } from '../support/seeded-random'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

/** Records of a stream: long stretches written alike, with something odd among them. */
function records(next: () => number, count: number): (string | Buffer | null)[] {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]
  const word = (): string => pick(['', 'a', 'login', 'logout', 'view', `user${Math.floor(next() * 200)}`, 'exactly12byt', 'a longer text, of which there are many', `x${next()}`])
  const two = (n: number): string => String(n).padStart(2, '0')
  const time = (): string => `2021-10-${two(1 + Math.floor(next() * 29))}T10:${two(Math.floor(next() * 3))}:${two(Math.floor(next() * 60))}Z`
  const fields: Record<string, () => string> = {
    s: () => `"${word()}"`, t: () => `"${time()}"`, i: () => String(Math.floor(next() * 1e6) - 5e5), l: () => String(Math.floor(next() * 1e14)),
    d: () => String(Math.floor(next() * 1e6) / pick([1, 10, 1000])), f: () => '0.1', u: () => `"${word()}"`, n: () => pick(['1', '12.50', '-0']),
  }
  const odd: Record<string, readonly string[]> = {
    s: ['null', '"a\\"b"', '"\\u00e9"', '"žluť"', "'single'", '1', '{"a":[1]}', '"\u0001"', '"unclosed', 'true'],
    t: ['null', '"2021-10-29 10:37:23"', '"2021-10-29T10:37:23.125Z"', '"2021-10-29T10:37:23+02:00"', '"2021-02-30T10:37:23Z"', '"2021-10-29T10:37:61Z"', '"2021-10-29"', '17', '"2021-10-01T10:00:0aZ"', '"no time"'],
    i: ['null', '-0', '007', '1.5', '1e3', '2147483648', '-2147483648', '"1"', '-', 'true'],
    l: ['null', '9223372036854775807', '9223372036854775808', '9007199254740993', '1.0', '-0'],
    d: ['null', '-0.0', '-0', '1e400', '1.', '.5', '01.5', '"NaN"', 'NaN', '0.1234567890123456789', '123456789012345.5'],
    f: ['16777217', 'null'], u: ['null', '"\\x"', '{"deep":{}}', '"é"', '"\\u0041"'], n: ['"x"', '[1,2]', '1e5', '00', '-'],
  }
  let names = Object.keys(fields)
  let gap = ''
  let missing = ''
  return Array.from({ length: count }, () => {
    if (next() < 0.02) {
      names = [...names].sort(() => next() - 0.5)
      gap = pick(['', '', ' ', ' \n'])
      missing = pick(['', '', 's', 'd', 'u'])
    }
    const strange = next() < 0.04 ? pick(names) : ''
    const parts = names.filter(name => name !== missing).map(name => `"${name}"${gap}:${gap}${name === strange ? pick(odd[name]) : fields[name]()}`)
    const text = `{${parts.join(`,${gap}`)}}`
    if (next() > 0.03) return text
    return pick([null, '', '  ', `${text} behind`, ` ${text}`, text.slice(0, -1), text.slice(0, Math.floor(next() * text.length)), `{${parts.join(',')},${parts[0]}}`,
      `[${text}]`, '{}', '{"s":"\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"}', Buffer.from(text.replace('login', 'logi\xff'), 'latin1')])
  })
}

function column(of: readonly (string | Buffer | null)[]): BinaryVector {
  const builder = columnBuilder(BINARY)
  for (const one of of) builder.append(typeof one === 'string' ? Buffer.from(one) : one)
  return builder.finish() as BinaryVector
}

test.each([
  ['s STRING, t TIMESTAMP, i INT, l BIGINT, d DOUBLE, f FLOAT'], ['t TIMESTAMP, s STRING'], ['s STRING, absent INT, i INT, _corrupt_record STRING'], ['l BIGINT, n DOUBLE, u STRING, s STRING'], ['d DOUBLE'],
])(`records by their layout and one by one are the same rows and reports, ${seed}, %s`, ddl => {
  const next = seededRandom(seed)
  const [told, toldAgain]: [unknown[], unknown[]] = [[], []]
  // One reader for all batches, as a query has it.
  const reader = jsonReader(parseDdl(ddl), {}, (...of) => told.push(of))
  const general = jsonReader(parseDdl(ddl), {}, (...of) => toldAgain.push(of))
  for (let batch = 0; batch < 25; batch++) {
    const input = column(records(next, Math.floor(next() * 600)))
    reader.readAll(input)
    for (let i = 0; i < input.length; i++) {
      if (input.validity !== null && input.validity[i] === 0) general.readNull()
      else general.read(input.data, input.starts[i], input.ends[i])
    }
    const [rows, expected] = [reader.finish(), general.finish()]
    // One comparison a batch, then the row at fault: an expectation a row takes its time.
    const texts = (of: typeof rows): string[] => Array.from({ length: input.length }, (_, i) => inspect(valueAt(of, i)))
    const wanted = texts(expected)
    const at = texts(rows).findIndex((text, i) => text !== wanted[i])
    const fault = at < 0 ? '' : Buffer.from(input.data.subarray(input.starts[at], input.ends[at])).toString('latin1')
    expect([at, fault]).toEqual([-1, ''])
    expect(told).toEqual(toldAgain)
  }
})

test('the layout of a flat record is learned, and of no other', () => {
  const root = valueNode(parseDdl('s STRING, i INT'))
  const learned = (text: string): boolean => learnLayout(root, Buffer.from(text), 0, Buffer.byteLength(text)) !== null
  expect(['{"s":"a","i":1}', ' { "i" : 1 }', '{"other":"x","s":""}', '{"other":1.5,"s":""}'].filter(learned)).toHaveLength(4)
  expect(['{}', '{"s":null}', '{"s":"a","s":"b"}', '{"s":{"a":1}}', '{"s":"\\u0041"}', '{"ř":"a"}', '[1]', '{"other":true}'].filter(learned)).toEqual([])
})

test('what is written alike is taken, up to the first record that is not', () => {
  const root = valueNode(parseDdl('s STRING, t TIMESTAMP, i INT'))
  const flat = new FlatRecords(root)
  const record = (s: string): string => `{"s":"${s}","t":"2021-10-29T10:37:23Z","other":"x","i":17}`
  const input = column([...Array.from({ length: 20 }, (_, i) => record(`user${i}`)), record('é'), record('u'), 'the bytes behind'])
  flat.learn(input.data, input.starts[0], input.ends[0])
  root.builder.reserve(input.length)
  expect(flat.read(input, 0)).toBe(20)
  expect(flat.read(input, 21)).toBe(22)
  expect(root.builder.length).toBe(21)
})
