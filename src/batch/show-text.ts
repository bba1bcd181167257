import { decimalText } from '../core/decimal'
import { formatDouble, formatFloat } from '../core/double-text'
import { scalarText } from './scalar-text'
import { isNull } from './vector'
import type { Vector } from './vector'

/** One value as Spark's `show` has it: `NULL`, `1.0E7`, `[00 FF]`, `{k -> 1}`, `{1, NULL}`; control characters are escaped. */
export function showText(of: Vector, row: number): string {
  if (isNull(of, row)) return 'NULL'
  switch (of.kind) {
    case 'null': return 'NULL'
    case 'boolean': return of.values[row] === 1 ? 'true' : 'false'
    case 'int':
    case 'long': return scalarText(of, row)
    case 'double': return of.type.kind === 'float' ? formatFloat(of.values[row]) : formatDouble(of.values[row])
    case 'string': return escapeControls(of.dictionary.value(of.codes[row]))
    case 'binary': return `[${Array.from(of.data.subarray(of.starts[row], of.ends[row]), hex).join(' ')}]`
    case 'decimal': return decimalText(of.values[row], of.type.scale)
    case 'array': return `[${each(of.offsets, row, i => showText(of.elements, i))}]`
    case 'map': return `{${each(of.offsets, row, i => `${showText(of.keys, i)} -> ${showText(of.values, i)}`)}}`
    case 'struct': return `{${of.children.map(child => showText(child, row)).join(', ')}}`
  }
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\b': '\\b', '\v': '\\v', '\x07': '\\a' }

/**
 * Text of a stranger on one line: what a terminal would act on, what turns text around and what nobody sees is escaped.
 * Spark escapes the first seven of these and lets the others through.
 */
export function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\ufeff]|\p{Cs}/gu, mark => NAMED[mark] ?? `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}

function each(offsets: Int32Array, row: number, to: (i: number) => string): string {
  return Array.from({ length: offsets[row + 1] - offsets[row] }, (_, i) => to(offsets[row] + i)).join(', ')
}
