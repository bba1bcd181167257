/**
 * Long inputs of CRC-32C made short, 16 bytes at a time, without tables. With y = x^128, the checksum's polynomial divides
 *   y^79 + y^75 + y^71 + y^58 + y^18 + y^12 + y + 1
 * (found by search: of all its multiples in y with eight terms, the shortest), so a block of 16 bytes may be taken away
 * when it is added to the blocks 4, 8, 21, 61, 67, 78 and 79 places further on. What remains is the last 79 blocks, with
 * the same checksum. Additions are exclusive ors of whole blocks, in whatever order their bits are read: seven loads for
 * 16 bytes, a fifth of what tables take. The loop is WebAssembly, for its 128-bit lanes, assembled here by hand.
 */
const BLOCK = 16
const REACH = 79
const STEPS = [79, 78, 67, 61, 21, 8, 4]
/** Bytes that are folded at once, a multiple of a block. They and the loop's margins fit two pages. */
const PIECE = 120 * 1024
const MARGIN = REACH * BLOCK
const TAIL = PIECE + 2 * MARGIN

interface Folded {
  /** The bytes that remain, with the same checksum when a register of 0 starts on them. */
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** How many bytes of the input they stand for. */
  readonly taken: number
}

export interface Fold {
  /** Folds a stretch of `data[start] … data[end - 1]`; `register` is the checksum's after the bytes before it. */
  (data: Uint8Array, start: number, end: number, register: number): Folded
}

/** Below this many bytes tables are as quick. */
export const FOLD_FROM = 4096

interface Module { readonly fold: (into: number, from: number, end: number) => void; readonly memory: { readonly buffer: ArrayBuffer } }
interface Wasm { readonly Module: new (bytes: Uint8Array) => object; readonly Instance: new (module: object) => { readonly exports: unknown } }

/** Null where this Node has no WebAssembly with 128-bit lanes. */
export function makeFold(): Fold | null {
  let exports: Module
  try {
    const { Module, Instance } = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly
    exports = new Instance(new Module(assembled())).exports as Module
  } catch {
    return null
  }
  const bytes = new Uint8Array(exports.memory.buffer)
  return (data, start, end, register) => {
    const taken = Math.min(end - start, PIECE)
    const blocks = Math.floor(taken / BLOCK) * BLOCK
    const body = blocks - MARGIN
    // Before the first block there is nothing, nor behind the last that is taken away.
    bytes.fill(0, 0, MARGIN)
    bytes.set(data.subarray(start, start + body), MARGIN)
    bytes.fill(0, MARGIN + body, MARGIN + body + MARGIN)
    bytes.set(data.subarray(start + body, start + taken), TAIL)
    // A register starts anew when it is added to the bytes that come next.
    for (let i = 0; i < 4; i++) bytes[MARGIN + i] ^= register >>> (8 * i)
    exports.fold(MARGIN, 0, MARGIN + body)
    exports.fold(TAIL, body, TAIL + MARGIN)
    return { bytes, start: TAIL, end: TAIL + taken - body, taken }
  }
}

/**
 *   (func (export "fold") (param $into i32) (param $from i32) (param $end i32)
 *     (loop
 *       (v128.store (local.get $into) (v128.load $into) xor (v128.load $from + (REACH - step) * BLOCK) xor …)
 *       $into += BLOCK, $from += BLOCK
 *       (br_if 0 (i32.lt_u $into $end))))
 * `from` is REACH blocks before the block that `into` would be, if the two were one place.
 */
function assembled(): Uint8Array {
  const get = (local: number): number[] => [0x20, local]
  const load = (local: number, offset: number): number[] => [...get(local), 0xfd, 0x00, 0, ...leb(offset)]
  const advance = (local: number): number[] => [...get(local), 0x41, BLOCK, 0x6a, 0x21, local]
  const body = [
    0, 0x03, 0x40,
    ...get(0), ...load(0, 0), ...STEPS.flatMap(step => [...load(1, (REACH - step) * BLOCK), 0xfd, 0x51]), 0xfd, 0x0b, 0, 0,
    ...advance(0), ...advance(1),
    ...get(0), ...get(2), 0x49, 0x0d, 0,
    0x0b, 0x0b,
  ]
  const pages = Math.ceil((TAIL + MARGIN + BLOCK) / 65_536)
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, [1, 0x60, 3, 0x7f, 0x7f, 0x7f, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, pages]),
    ...section(7, [2, ...name('fold'), 0, 0, ...name('memory'), 2, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ])
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...leb(content.length), ...content]
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text)]
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]
}
