/**
 * Where each row of a batch came from: source, partition and offset, run-length coded. A plain scan is one run.
 * Row-wise operators keep it, unions concatenate it, aggregates drop it; no projection can remove it.
 * Offsets are numbers: a broker's log would need 2^53 records in one partition to leave their exact range.
 */
export interface OriginRun {
  /** What the source calls itself: a topic, a file, `memory`. */
  readonly source: string
  readonly partition: number
  /** Rows this run covers. */
  readonly length: number
  /** Offset of each row when the run has gaps (or after a filter), else null and offsets are consecutive from `base`. */
  readonly offsets: Float64Array | null
  readonly base: number
}

export type Origin = readonly OriginRun[]

export interface RowOrigin {
  readonly source: string
  readonly partition: number
  readonly offset: number
}

/** The origin of one row. */
export function originAt(origin: Origin, row: number): RowOrigin | null {
  let start = 0
  for (const run of origin) {
    if (row < start + run.length) {
      const at = row - start
      return { source: run.source, partition: run.partition, offset: run.offsets ? run.offsets[at] : run.base + at }
    }
    start += run.length
  }
  return null
}

/** The origin of the rows that `selection` (ascending row numbers) keeps. */
export function selectOrigin(origin: Origin, selection: Int32Array): Origin {
  const runs: OriginRun[] = []
  let from = 0
  let start = 0
  for (const run of origin) {
    const end = start + run.length
    let to = from
    while (to < selection.length && selection[to] < end) to++
    if (to > from) runs.push(selectRun(run, start, selection.subarray(from, to)))
    from = to
    start = end
  }
  return runs
}

function selectRun(run: OriginRun, start: number, rows: Int32Array): OriginRun {
  if (rows.length === run.length) return run
  const offsets = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i] - start
    offsets[i] = run.offsets ? run.offsets[at] : run.base + at
  }
  return { ...run, length: rows.length, offsets, base: offsets[0] }
}

/** The origin of each row repeated `times` (a sliding window fans rows out, row by row). */
export function gatherOrigin(origin: Origin, rows: Int32Array): Origin {
  const runs: OriginRun[] = []
  let current: { source: string; partition: number; offsets: number[] } | null = null
  for (const row of rows) {
    const at = originAt(origin, row)
    if (at === null) continue
    if (current === null || current.source !== at.source || current.partition !== at.partition) {
      if (current !== null) runs.push(toRun(current))
      current = { source: at.source, partition: at.partition, offsets: [] }
    }
    current.offsets.push(at.offset)
  }
  if (current !== null) runs.push(toRun(current))
  return runs
}

function toRun(of: { source: string; partition: number; offsets: number[] }): OriginRun {
  return { source: of.source, partition: of.partition, length: of.offsets.length, offsets: Float64Array.from(of.offsets), base: of.offsets[0] }
}
