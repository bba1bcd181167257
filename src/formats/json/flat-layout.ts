import type { ValueNode } from './value-node'

/** How a value is read: into a field of that kind, or passed over where nobody asked for it: SKIP a string, PASS a number. */
export const STRING = 0
export const TIMESTAMP = 1
export const INT = 2
export const LONG = 3
export const DOUBLE = 4
export const PASS = 5
export const SKIP = 6

/**
 * How a flat object is written: a literal (braces, names, blanks, quotes), a value, a literal, a value, …, a literal.
 * A literal of eight bytes or more is kept as doubles, little-endian, the last of which is its last eight bytes: two doubles
 * of ASCII text are equal where their bits are. A shorter one is kept as words of four bytes, filled up with zeros.
 */
export interface FlatLayout {
  /** Values in a record. */
  readonly steps: number
  /** What is read after literal i, and into which field; one entry a value. */
  readonly ops: Int32Array
  readonly fields: Int32Array
  /** Literal i is `wide[wideAt[i]] … wide[wideAt[i + 1] - 1]`, or `short[2 * i]` and `short[2 * i + 1]`. */
  readonly wide: Float64Array
  readonly wideAt: Int32Array
  readonly short: Int32Array
  /** Which bits of `short` count. */
  readonly masks: Int32Array
  readonly literalBytes: Int32Array
  /** Which fields of the struct the record has. */
  readonly present: readonly boolean[]
}

/** More values than this in one record, and it is not looked at. */
const MANY = 64

/** The layout of one record without fault, or null where it is not as simple as that. */
export function learnLayout(root: ValueNode, data: Uint8Array, start: number, end: number): FlatLayout | null {
  const literals: Uint8Array[] = []
  const ops: number[] = []
  const fields: number[] = []
  let from = start
  let pos = afterBlanks(data, start, end)
  if (data[pos] !== 123) return null
  for (pos++; ;) {
    pos = afterBlanks(data, pos, end)
    if (data[pos] !== 34) return null
    const name = pos + 1
    pos = plainEnd(data, name, end)
    // A name beyond ASCII could make a double that equals nothing, or bytes that are no UTF-8.
    if (pos < 0 || data.subarray(name, pos).some(byte => byte > 127)) return null
    const field = root.names!.find(data, name, pos)
    pos = afterBlanks(data, pos + 1, end)
    if (data[pos] !== 58) return null
    pos = afterBlanks(data, pos + 1, end)
    const quoted = data[pos] === 34
    const op = opOf(field < 0 ? null : root.inner[field], quoted)
    if (op < 0 || (field >= 0 && fields.includes(field)) || ops.length === MANY) return null
    if (quoted) pos++
    literals.push(data.subarray(from, pos))
    ops.push(op)
    fields.push(field)
    from = pos
    pos = quoted ? plainEnd(data, pos, end) : numberEnd(data, pos, end)
    if (pos < 0) return null
    from = pos
    pos = afterBlanks(data, quoted ? pos + 1 : pos, end)
    if (data[pos] === 125) break
    if (data[pos] !== 44) return null
    pos++
  }
  literals.push(data.subarray(from, pos + 1))
  return packed(literals, ops, fields, root.inner.length)
}

function packed(parts: readonly Uint8Array[], ops: readonly number[], fields: readonly number[], count: number): FlatLayout {
  const wide: number[] = []
  const wideAt = [0]
  const words = Buffer.alloc(8 * parts.length)
  const masks = Buffer.alloc(8 * parts.length)
  parts.forEach((part, i) => {
    const view = new DataView(part.buffer, part.byteOffset, part.length)
    if (part.length < 8) {
      words.set(part, 8 * i)
      masks.fill(0xff, 8 * i, 8 * i + part.length)
    } else {
      for (let at = 0; at + 8 < part.length; at += 8) wide.push(view.getFloat64(at, true))
      wide.push(view.getFloat64(part.length - 8, true))
    }
    wideAt.push(wide.length)
  })
  return {
    steps: ops.length,
    ops: Int32Array.from(ops), fields: Int32Array.from(fields),
    wide: Float64Array.from(wide), wideAt: Int32Array.from(wideAt),
    short: new Int32Array(Uint8Array.from(words).buffer), masks: new Int32Array(Uint8Array.from(masks).buffer),
    literalBytes: Int32Array.from(parts, part => part.length),
    present: Array.from({ length: count }, (_, i) => fields.includes(i)),
  }
}

function opOf(node: ValueNode | null, quoted: boolean): number {
  if (node === null) return quoted ? SKIP : PASS
  switch (node.kind) {
    case 'string': return quoted ? STRING : -1
    case 'timestamp': return quoted ? TIMESTAMP : -1
    case 'int': return quoted ? -1 : INT
    case 'bigint': return quoted ? -1 : LONG
    case 'double': return quoted ? -1 : DOUBLE
    default: return -1
  }
}

function afterBlanks(data: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && (data[at] === 32 || data[at] === 9 || data[at] === 10 || data[at] === 13)) at++
  return at
}

/** Where a string without escapes ends, or -1. */
function plainEnd(data: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (data[at] === 34) return at
    if (data[at] === 92 || data[at] < 32) return -1
  }
  return -1
}

function numberEnd(data: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && ((data[at] >= 48 && data[at] <= 57) || data[at] === 45 || data[at] === 46)) at++
  return at > from && at < end ? at : -1
}
