/** Whether the bytes are UTF-8: no stray or missing continuation, no surrogate, nothing overlong or beyond U+10FFFF. */
export function isValidUtf8(data: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end) {
    const byte = data[at++]
    if (byte < 0x80) continue
    const more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1
    if (byte < 0xc2 || byte > 0xf4 || at + more > end) return false
    const second = data[at]
    if (byte === 0xe0 && second < 0xa0) return false
    if (byte === 0xed && second > 0x9f) return false
    if (byte === 0xf0 && second < 0x90) return false
    if (byte === 0xf4 && second > 0x8f) return false
    for (let i = 0; i < more; i++) if ((data[at++] & 0xc0) !== 0x80) return false
  }
  return true
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const encoder = new TextEncoder()

/** The bytes with U+FFFD for what is no UTF-8. */
export function utf8Repaired(data: Uint8Array, start: number, end: number): Uint8Array {
  return encoder.encode(decoder.decode(data.subarray(start, end)))
}

/** The text of the bytes, U+FFFD for what is no UTF-8. */
export function utf8Text(data: Uint8Array, start: number, end: number): string {
  return decoder.decode(data.subarray(start, end))
}

/** Writes a code point as UTF-8 at `at`; the place behind it. */
export function appendCodePoint(out: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    out[at++] = code
  } else if (code < 0x800) {
    out[at++] = 0xc0 | (code >> 6)
    out[at++] = 0x80 | (code & 63)
  } else {
    if (code < 0x10000) out[at++] = 0xe0 | (code >> 12)
    else {
      out[at++] = 0xf0 | (code >> 18)
      out[at++] = 0x80 | ((code >> 12) & 63)
    }
    out[at++] = 0x80 | ((code >> 6) & 63)
    out[at++] = 0x80 | (code & 63)
  }
  return at
}
