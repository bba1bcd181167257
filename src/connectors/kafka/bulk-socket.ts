import { connect, type Socket } from 'node:net'

const KEEP_ALIVE_MS = 60_000
const READ_BYTES = 256 << 10
/** A frame that says it is longer is none of Kafka's that we asked for; kafkajs then sees the bytes as they come. */
const LONGEST = 128 << 20

interface SocketOf { readonly host: string; readonly port: number; readonly onConnect: () => void }

/**
 * A plain TCP socket for kafkajs that reads into one buffer and hands out whole frames (a length of four bytes, and so
 * many bytes behind them): Node's own reading makes a buffer of every 64 KiB, and kafkajs joins them once a response is
 * there.
 */
export function bulkSocket({ host, port, onConnect }: SocketOf): Socket {
  const head = Buffer.alloc(4)
  let headBytes = 0
  let frame: Buffer | null = null
  let filled = 0
  let asItComes = false

  const take = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length;) {
      if (asItComes) {
        socket.emit('data', Buffer.from(bytes.subarray(at)))
        return
      }
      if (frame === null) {
        head[headBytes++] = bytes[at++]
        if (headBytes < 4) continue
        headBytes = 0
        const length = head.readInt32BE(0)
        asItComes = length < 0 || length > LONGEST
        frame = Buffer.allocUnsafeSlow(asItComes ? 4 : 4 + length)
        filled = head.copy(frame)
      } else {
        const part = bytes.subarray(at, at + frame.length - filled)
        frame.set(part, filled)
        filled += part.length
        at += part.length
      }
      if (filled === frame.length) {
        const whole = frame
        frame = null
        socket.emit('data', whole)
      }
    }
  }

  const socket: Socket = connect({
    host, port,
    onread: {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback: (count, buffer) => {
        take(buffer.subarray(0, count))
        return true
      },
    },
  }, onConnect)
  socket.setKeepAlive(true, KEEP_ALIVE_MS)
  return socket
}
