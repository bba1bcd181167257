import { isNull, type Vector } from '../../batch/vector'
import { decimalText } from '../../core/decimal'
import { formatDouble, formatFloat } from '../../core/double-text'
import { scalarText } from '../../batch/scalar-text'

const LONGEST = 60

/** A value as an error message shows it: on one line, escaped, shortened. */
export function showValue(of: Vector, row: number): string {
  if (of.kind === 'string') return quoted(of.dictionary.value(of.codes[row]))
  return of.kind === 'binary' ? `X'${Buffer.from(of.data.subarray(of.starts[row], Math.min(of.ends[row], of.starts[row] + LONGEST / 2))).toString('hex').toUpperCase()}'` : shortened(textAt(of, row))
}

export function quoted(text: string): string {
  return `'${shortened(text)}'`
}

function shortened(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  return cut.replace(/[\p{C}\p{Zl}\p{Zp}'\\]/gu, mark => (mark === '\'' || mark === '\\' ? `\\${mark}` : `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`))
}

/** A value cast to STRING, as Spark does; nulls only stand inside arrays, maps and structs. */
export function textAt(of: Vector, row: number): string {
  if (isNull(of, row)) return 'null'
  switch (of.kind) {
    case 'null': return 'null'
    case 'boolean': return of.values[row] === 1 ? 'true' : 'false'
    case 'int':
    case 'long': return scalarText(of, row)
    case 'double': return of.type.kind === 'float' ? formatFloat(of.values[row]) : formatDouble(of.values[row])
    case 'string': return of.dictionary.value(of.codes[row])
    case 'binary': return decoder.decode(of.data.subarray(of.starts[row], of.ends[row]))
    case 'decimal': return decimalText(of.values[row], of.type.scale)
    case 'array': return `[${between(of.offsets, row, i => textAt(of.elements, i))}]`
    case 'map': return `{${between(of.offsets, row, i => `${textAt(of.keys, i)} -> ${textAt(of.values, i)}`)}}`
    case 'struct': return `{${of.children.map(child => textAt(child, row)).join(', ')}}`
  }
}

const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

function between(offsets: Int32Array, row: number, to: (i: number) => string): string {
  return Array.from({ length: offsets[row + 1] - offsets[row] }, (_, i) => to(offsets[row] + i)).join(', ')
}
