/** Calls `line` for each line of a file, without its end: `\n`, `\r\n` or `\r`. A file that ends in one has no empty line behind it. */
export function eachLine(data: Uint8Array, line: (start: number, end: number, number: number) => void, from = 0): void {
  let start = from
  let number = 0
  for (let at = from; at < data.length; at++) {
    const byte = data[at]
    if (byte !== 10 && byte !== 13) continue
    line(start, at, number++)
    if (byte === 13 && data[at + 1] === 10) at++
    start = at + 1
  }
  if (start < data.length) line(start, data.length, number)
}

/** Where a file's text starts: behind a UTF-8 byte order mark, where there is one. */
export function textStart(data: Uint8Array): number {
  return data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? 3 : 0
}
