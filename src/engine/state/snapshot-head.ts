import { InternalError } from '../../core/errors'
import type { ByteReader, ByteWriter } from './bytes'

/** Every snapshot begins with how many rows it holds, and of what, so that no other state is read from it. */
export function writeHead(out: ByteWriter, rows: number, layout: string): void {
  out.u32(rows)
  out.text(layout)
}

/** How many rows follow. */
export function readHead(from: ByteReader, layout: string): number {
  const rows = from.u32()
  const found = from.text()
  if (found !== layout) throw new InternalError(`a state snapshot holds ${found}, and the query keeps ${layout}`)
  return rows
}
