import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'

/**
 * A message of Jupyter's protocol 5.3 (https://jupyter-client.readthedocs.io/en/stable/messaging.html). On the wire:
 *
 *     [identity, …, '<IDS|MSG>', signature, header, parent header, metadata, content, buffer, …]
 *
 * the four dictionaries as JSON, the signature as hex HMAC-SHA256 over their bytes.
 */
export interface Message {
  readonly identities: readonly Buffer[]
  readonly header: Header
  readonly content: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
}

export interface Header {
  readonly msg_id: string
  readonly msg_type: string
  readonly session: string
  readonly username: string
  readonly date: string
  readonly version: string
}

export const protocolVersion = '5.3'
const delimiter = Buffer.from('<IDS|MSG>')

/** Reads a message; null where it is none, or not signed with the key. An empty key means that nothing is signed. */
export function readMessage(frames: readonly Buffer[], key: string): Message | null {
  const at = frames.findIndex(frame => frame.equals(delimiter))
  if (at < 0 || frames.length < at + 6) return null
  const parts = frames.slice(at + 2, at + 6)
  if (key !== '' && !sameText(frames[at + 1].toString('latin1'), sign(parts, key))) return null
  try {
    const [header, , metadata, content] = parts.map(part => JSON.parse(part.toString('utf8')) as unknown)
    if (!isRecord(header) || typeof header.msg_type !== 'string' || !isRecord(content)) return null
    return { identities: frames.slice(0, at), header: header as unknown as Header, metadata: isRecord(metadata) ? metadata : {}, content }
  } catch {
    return null
  }
}

export interface Outgoing {
  readonly identities: readonly (Buffer | string)[]
  readonly type: string
  readonly session: string
  /** The header of the request that this belongs to. */
  readonly parent: Header | null
  readonly content: object
  readonly metadata?: object
}

export function writeMessage(message: Outgoing, key: string): (Buffer | string)[] {
  const header: Header = {
    msg_id: randomUUID(), msg_type: message.type, session: message.session, username: message.parent?.username ?? 'kernel',
    date: new Date().toISOString(), version: protocolVersion,
  }
  const parts = [header, message.parent ?? {}, message.metadata ?? {}, message.content].map(part => Buffer.from(JSON.stringify(part)))
  return [...message.identities, delimiter, key === '' ? '' : sign(parts, key), ...parts]
}

function sign(parts: readonly Buffer[], key: string): string {
  const hmac = createHmac('sha256', key)
  for (const part of parts) hmac.update(part)
  return hmac.digest('hex')
}

const sameText = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
