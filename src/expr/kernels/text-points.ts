/** Texts counted in Unicode code points, as Spark counts characters. */

export function pointCount(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length - 1; i++) {
    if (isHigh(text.charCodeAt(i)) && isLow(text.charCodeAt(i + 1))) {
      count--
      i++
    }
  }
  return count
}

/** The code points from `start` up to `end`, neither of them below zero. */
export function pointSlice(text: string, start: number, end: number): string {
  if (pointCount(text) === text.length) return text.slice(start, end)
  return [...text].slice(start, end).join('')
}

/** The part that starts at position `from` (1 is the first, -1 the last, 0 as 1) and is `length` long; what lies outside is left out. */
export function substringOf(text: string, from: number, length: number): string {
  const count = pointCount(text)
  const start = from > 0 ? from - 1 : from < 0 ? count + from : 0
  const end = start + length
  return end <= start ? '' : pointSlice(text, Math.max(start, 0), Math.max(end, 0))
}

/** The text cut or filled up with `pad` to a length, on the left or the right. */
export function padded(text: string, length: number, pad: string, side: 'left' | 'right'): string {
  const count = pointCount(text)
  if (length <= 0) return ''
  if (count >= length || pad === '') return pointSlice(text, 0, length)
  const missing = length - count
  const fill = pointSlice(pad.repeat(Math.ceil(missing / pointCount(pad))), 0, missing)
  return side === 'left' ? fill + text : text + fill
}

/** Each word, between blanks, with its first letter in upper case and the rest in lower. */
export function capitalised(text: string): string {
  return text.toLowerCase().replace(/(^| )([^ ])/gu, (_, before: string, first: string) => before + titled(first))
}

// Letters whose title case is neither their upper case nor its first letter, as for ß: Ss.
const TITLE: Readonly<Record<string, string>> = { ǆ: 'ǅ', ǉ: 'ǈ', ǌ: 'ǋ', ǳ: 'ǲ', ŉ: 'ʼN', ᾳ: 'ᾼ', ῃ: 'ῌ', ῳ: 'ῼ' }

function titled(letter: string): string {
  const point = letter.codePointAt(0) ?? 0
  if (Object.hasOwn(TITLE, letter)) return TITLE[letter]
  // Greek letters with an iota below keep it.
  if (point >= 0x1f80 && point <= 0x1faf) return String.fromCodePoint(point | 8)
  const upper = [...letter.toUpperCase()]
  return upper[0] + upper.slice(1).join('').toLowerCase()
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
