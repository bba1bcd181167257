import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { batchOfRows, rowsOf } from '../../src/batch'
import { Instant, LocalDate, LocalDateTime, parseDdl } from '../../src/core'
import { fileFormats } from '../../src/formats'
import type { FileFormat } from '../../src/formats'
import { refuses } from '../support/refuses'

interface Row {
  readonly format: FileFormat
  /** A schema that uses every type the format can hold, and rows of it that it keeps whole. */
  readonly ddl: string
  readonly rows: fc.Arbitrary<object>
  readonly options?: Record<string, unknown>
  /** A file with one bad row between good ones; null where no row can be bad. */
  readonly bad: string | null
}

const text = fc.string({ unit: 'grapheme' })
const noControls = text.map(t => t.replace(/\p{Cc}/gu, '·'))
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
const millis = fc.integer({ min: -8e13, max: 8e13 }).map(ms => Instant.ofMillis(ms))
const date = fc.integer({ min: -700_000, max: 2_000_000 }).map(days => new LocalDate(days))
const scalars = { i: fc.option(fc.integer()), l: fc.option(long), d: fc.option(fc.double()), f: fc.option(fc.float()), b: fc.option(fc.boolean()), t: fc.option(millis), y: fc.option(date),
  n: fc.option(millis.map(at => new LocalDateTime(at.micros))), z: fc.option(fc.integer({ min: -128, max: 127 })), h: fc.option(fc.integer({ min: -32_768, max: 32_767 })) }

const formats: readonly Row[] = [
  {
    format: fileFormats.json,
    ddl: 'i INT, l BIGINT, d DOUBLE, f FLOAT, b BOOLEAN, t TIMESTAMP, y DATE, s STRING, r BINARY, a ARRAY<STRING>, m MAP<STRING, BIGINT>, e STRUCT<x: INT, y: ARRAY<DOUBLE>>, n TIMESTAMP_NTZ, z TINYINT, h SMALLINT',
    rows: fc.record({ ...scalars, s: fc.option(text), r: fc.option(fc.uint8Array()), a: fc.option(fc.array(fc.option(text))), m: fc.option(fc.uniqueArray(text).map(keys => new Map(keys.map((k, i) => [k, BigInt(i)])))),
      e: fc.option(fc.record({ x: fc.option(fc.integer()), y: fc.option(fc.array(fc.double())) })) }),
    bad: '{"i":1}\n{"i":"x"}\n{"i":2}\n',
  },
  {
    format: fileFormats.csv,
    ddl: 'i INT, l BIGINT, d DOUBLE, f FLOAT, b BOOLEAN, t TIMESTAMP, y DATE, s STRING, n TIMESTAMP_NTZ, z TINYINT, h SMALLINT',
    // Spark trims what it writes, and an empty string comes back as null.
    rows: fc.record({ ...scalars, i: fc.integer(), s: fc.option(noControls.map(t => t.trim()).filter(t => t !== '')) }),
    options: { header: true },
    bad: 'i,l,d,f,b,t,y,s,n,z,h\n1,,,,,,,,,,\nx,,,,,,,,,,\n2,,,,,,,,,,\n',
  },
  { format: fileFormats.text, ddl: 'value STRING', rows: fc.record({ value: noControls }), bad: null },
]

describe.each(formats.map(of => [of.format.name, of] as const))('format %s', (_, { format, ddl, rows, options = {}, bad }) => {
  const schema = parseDdl(ddl)

  it('reads back what it wrote, over several batches', () => {
    fc.assert(fc.property(fc.array(fc.array(rows, { maxLength: 4 }), { maxLength: 3 }), parts => {
      const file = format.write(parts.map(part => batchOfRows(schema, part)), schema, options)
      const wrong: string[] = []
      const back = format.read(file, schema, options, (_row, reason) => wrong.push(reason))
      expect(rowsOf(back.batch)).toEqual(parts.flat())
      expect(wrong).toEqual([])
      expect([...back.lines]).toEqual([...parts.flat().keys()].map(line => line + (options.header === true ? 1 : 0)))
    }), { numRuns: 100 })
  })

  it('takes the batch out of its own bytes: later changes to the file do not show', () => {
    const file = Buffer.from(format.write([batchOfRows(schema, fc.sample(rows, { seed: 1, numRuns: 3 }))], schema, options))
    const { batch } = format.read(file, schema, options)
    const before = JSON.stringify(rowsOf(batch), (_key, v: unknown) => (typeof v === 'bigint' ? String(v) : v))
    file.fill(0)
    expect(JSON.stringify(rowsOf(batch), (_key, v: unknown) => (typeof v === 'bigint' ? String(v) : v))).toBe(before)
  })

  it('an empty file has no rows', () => {
    expect(format.read(new Uint8Array(0), schema, options).batch.numRows).toBe(0)
  })

  it('reads any bytes without an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const { batch, lines } = format.read(bytes, schema, options)
      expect(lines).toHaveLength(batch.numRows)
    }), { numRuns: 300 })
  })

  it('refuses an unknown option with the nearest right one', () => {
    const error = { code: 'INVALID_FORMAT_OPTION', fault: 'user' }
    refuses(() => format.check(schema, { modee: 'FAILFAST' }), { ...error, message: "'modee'" })
    refuses(() => format.checkWrite(schema, { ignoreNulFields: true }), { ...error, message: "'ignoreNulFields'" })
  })

  if (bad === null) return

  it('keeps, drops or stops at a bad row, as the mode says, and tells of it', () => {
    const told: [number, string][] = []
    const kept = format.read(Buffer.from(bad), schema, options, (row, reason, raw) => told.push([row, `${reason} | ${Buffer.from(raw()).toString()}`]))
    expect(rowsOf(kept.batch).map(r => r.i)).toEqual([1, null, 2])
    expect(told.map(([row]) => row)).toEqual([1])
    expect(told[0][1]).toMatch(/'i'.*INT.* \| .*x/)
    expect(rowsOf(format.read(Buffer.from(bad), schema, { ...options, mode: 'dropMalformed' }).batch).map(r => r.i)).toEqual([1, 2])
    refuses(() => format.read(Buffer.from(bad), schema, { ...options, mode: 'FAILFAST' }), { code: 'MALFORMED_RECORD_IN_PARSING', hint: 'FAILFAST' })
    refuses(() => format.check(schema, { mode: 'strict' }), { code: 'INVALID_FORMAT_OPTION' })
  })

  it('says in no reason what the bad value was', () => {
    const secret = bad.replace('x', 'hunter2')
    format.read(Buffer.from(secret), schema, options, (_row, reason) => expect(reason).not.toContain('hunter2'))
  })
})

describe('CSV', () => {
  const { csv } = fileFormats
  const file = (ddl: string, rows: object[], options = {}): string => Buffer.from(csv.write([batchOfRows(parseDdl(ddl), rows)], parseDdl(ddl), options)).toString()

  it('writes what Spark 4.1.1 writes', () => {
    expect(file('i INT, s STRING, d DOUBLE, b BOOLEAN, t TIMESTAMP, dt DATE', [
      { i: 1, s: 'a,b', d: 1.5, b: true, t: new Instant(1635503843123456n), dt: new LocalDate(18929) }, { s: 'q"u', d: 1e7, b: false }, { i: 2, s: '', d: NaN, t: new Instant(1635503843000000n) }, { i: 3 },
      { i: 4, s: ' pad ' }, { i: 5, s: 'nl\nx' }, { i: 6, s: 'back\\slash\\"q' }, { i: 7, s: "'sq'" }, { i: 8, s: '#c' },
    ], { header: true })).toBe('i,s,d,b,t,dt\n1,"a,b",1.5,true,2021-10-29T10:37:23.123Z,2021-10-29\n,"q\\"u",1.0E7,false,,\n2,"",NaN,,2021-10-29T10:37:23.000Z,\n3,,,,,\n4,pad,,,,\n5,"nl\nx",,,,\n' +
      '6,"back\\\\slash\\\\\\"q",,,,\n7,\'sq\',,,,\n8,#c,,,,\n')
  })

  it('is read by another CSV reader', () => {
    fc.assert(fc.property(fc.array(fc.record({ a: noControls, b: noControls }), { minLength: 1, maxLength: 4 }), rows => {
      const written = file('a STRING, b STRING', rows, { escape: '"', ignoreLeadingWhiteSpace: false, ignoreTrailingWhiteSpace: false })
      expect(parse(written, { columns: ['a', 'b'] })).toEqual(rows)
    }))
  })

  it('refuses what it cannot hold, before it reads or writes', () => {
    const refused = { code: 'INVALID_FORMAT_OPTION', message: "'a' of type ARRAY<INT>", hint: 'toJson' }
    refuses(() => csv.check(parseDdl('a ARRAY<INT>'), {}), refused)
    refuses(() => csv.checkWrite(parseDdl('a ARRAY<INT>'), {}), refused)
  })
})

it('text takes one STRING column', () => {
  refuses(() => fileFormats.text.check(parseDdl('a INT'), {}), { code: 'INVALID_FORMAT_OPTION' })
  refuses(() => fileFormats.text.checkWrite(parseDdl('a STRING, b STRING'), {}), { code: 'INVALID_FORMAT_OPTION' })
})

it('a corrupt record column must be STRING', () => {
  for (const format of [fileFormats.json, fileFormats.csv]) {
    refuses(() => format.check(parseDdl('a INT, _corrupt_record INT'), {}), { message: 'must be STRING, not INT' })
    refuses(() => format.check(parseDdl('a INT, bad INT'), { columnNameOfCorruptRecord: 'bad' }), { message: "'bad'" })
  }
})
