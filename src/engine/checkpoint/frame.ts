import { crc32c } from '../../core/crc32c'
import { CheckpointCorrupt } from './errors'

/**
 * Every checkpoint file: `TIDE`, CRC-32C of all that follows (uint32 LE), format version (1 byte), three bytes of zero, the
 * payload's length (uint32 LE), the payload.
 */
const MAGIC = Buffer.from('TIDE', 'latin1')
const VERSION = 1
const CHECKSUM_AT = 4
const VERSION_AT = 8
const LENGTH_AT = 12
const HEADER = 16

export function frame(payload: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(HEADER + payload.length)
  MAGIC.copy(bytes)
  bytes.writeUInt8(VERSION, VERSION_AT)
  bytes.writeUInt32LE(payload.length, LENGTH_AT)
  bytes.set(payload, HEADER)
  bytes.writeUInt32LE(crc32c(bytes, VERSION_AT), CHECKSUM_AT)
  return bytes
}

/** The payload; any byte missing, added or changed is an error that names the file. */
export function unframe(path: string, file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file)
  const corrupt = (why: string): Error => new CheckpointCorrupt(`the checkpoint file ${path} is damaged: ${why}`, {
    hint: 'Restore the checkpoint folder from a copy. To start over, give the query a new, empty checkpointLocation; it then reads its sources from startingOffsets.',
    details: { path },
  })
  if (bytes.length < HEADER) throw corrupt(`it has ${bytes.length} bytes, fewer than its header`)
  if (!bytes.subarray(0, 4).equals(MAGIC)) throw corrupt('it does not begin as a checkpoint file does')
  const length = bytes.readUInt32LE(LENGTH_AT)
  if (bytes.length !== HEADER + length) throw corrupt(`it has ${bytes.length} bytes and should have ${HEADER + length}`)
  if (bytes.readUInt32LE(CHECKSUM_AT) !== crc32c(bytes, VERSION_AT)) throw corrupt('its checksum does not match')
  const version = bytes.readUInt8(VERSION_AT)
  if (version !== VERSION) throw corrupt(`it is of format version ${version}, and this release reads version ${VERSION}`)
  return bytes.subarray(HEADER)
}
