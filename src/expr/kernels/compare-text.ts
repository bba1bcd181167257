/** Strings in the order of their UTF-8 bytes, as Spark sorts them: -1, 0 or 1. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const one = a.charCodeAt(i)
    const other = b.charCodeAt(i)
    if (one !== other) return inByteOrder(one) < inByteOrder(other) ? -1 : 1
  }
  return a.length < b.length ? -1 : 1
}

// Surrogates stand for code points above U+FFFF, but their code units lie below U+E000.
function inByteOrder(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
