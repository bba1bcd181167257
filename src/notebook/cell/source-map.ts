/** One segment: generated column, then line and column in the source; all from 0. */
type Segment = readonly [column: number, sourceLine: number, sourceColumn: number]

/** A source map's segments, by generated line. */
export type SourceMap = readonly (readonly Segment[])[]

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Decodes a version 3 source map of a single source: base-64 VLQ deltas, `;` between lines, `,` between segments. */
export function decodeSourceMap(json: string): SourceMap {
  const { mappings } = JSON.parse(json) as { mappings: string }
  let sourceLine = 0
  let sourceColumn = 0
  return mappings.split(';').map(line => {
    let column = 0
    const segments: Segment[] = []
    for (const text of line.split(',')) {
      const [columns, , lines, sourceColumns] = deltas(text)
      if (lines === undefined) continue
      segments.push([column += columns, sourceLine += lines, sourceColumn += sourceColumns])
    }
    return segments
  })
}

function deltas(text: string): number[] {
  const values: number[] = []
  let value = 0
  let shift = 0
  for (const digit of text) {
    const bits = digits.indexOf(digit)
    value |= (bits & 31) << shift
    shift += 5
    if ((bits & 32) !== 0) continue
    values.push((value & 1) === 0 ? value >>> 1 : -(value >>> 1))
    value = shift = 0
  }
  return values
}

/** Where a generated position came from: the last segment of its line that does not start behind it. */
export function originalPosition(map: SourceMap, line: number, column: number): { line: number; column: number } | undefined {
  const segments = map[line] ?? []
  const at = segments.filter(segment => segment[0] <= column).at(-1) ?? segments[0]
  return at === undefined ? undefined : { line: at[1], column: at[2] }
}
