import { randomUUID } from 'node:crypto'
import { InvalidAddress } from './errors'

/** Where a Spark Connect server is, and how it is to be spoken to. */
export interface Address {
  /** As a person may see it: without the token. */
  readonly text: string
  /** `host:port`, an IPv6 host in brackets. */
  readonly authority: string
  readonly tls: boolean
  readonly userId: string
  readonly sessionId: string
  /** The session was named in the address: it may be there already, and is not released at the end. */
  readonly namedSession: boolean
  readonly userAgent: string
  /** What goes with every call; the token is nowhere else. */
  headers(): Readonly<Record<string, string>>
  /** A text without the token. */
  redact(text: string): string
}

const DEFAULT_PORT = '15002'
const EXAMPLE = "Write 'sc://host:15002', with parameters 'sc://host:15002/;use_ssl=true;token=…;user_id=…;session_id=…'."

/** Reads Spark's connection string: `sc://host:port/;token=…;use_ssl=true;user_id=…;session_id=…;x-header=value`. */
export function parseAddress(text: string, env: Readonly<Record<string, string | undefined>> = {}): Address {
  const wrong = (what: string): Error => new InvalidAddress(`the address of a Spark server ${what}`, { hint: EXAMPLE })
  const match = /^sc:\/\/(\[[0-9a-f:.]+\]|[^/:;?#@\s]+)(?::(\d+))?(?:\/(.*))?$/is.exec(text.trim())
  if (match === null) throw wrong(/^sc:/.test(text.trim()) ? 'has no host, or something else than a port and parameters behind it' : "begins with 'sc://'")
  const [, host, port = DEFAULT_PORT, rest = ''] = match
  if (Number(port) < 1 || Number(port) > 65_535) throw wrong(`has a port from 1 to 65535, and got ${port}`)
  if (rest !== '' && !rest.startsWith(';')) throw wrong("has no path: its parameters follow '/;'")

  const parameters = parametersOf(rest, wrong)
  const token = parameters.get('token') ?? (env.SPARK_CONNECT_AUTHENTICATE_TOKEN || undefined)
  const ssl = parameters.get('use_ssl')?.toLowerCase()
  if (ssl !== undefined && ssl !== 'true' && ssl !== 'false') throw wrong("says use_ssl=true or use_ssl=false")
  const sessionId = parameters.get('session_id')
  if (sessionId !== undefined && !/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(sessionId)) throw wrong('has a UUID for session_id')
  const local = host.toLowerCase() === 'localhost' || host === '127.0.0.1' || host === '[::1]'
  if (token !== undefined && ssl === 'false' && !local) throw wrong('cannot send a token over an open connection: use_ssl=false and token do not go together')

  const own = ['token', 'use_ssl', 'user_id', 'user_agent', 'session_id']
  const extra = Object.fromEntries([...parameters].filter(([name]) => !own.includes(name)))
  const redact = (said: string): string => (token === undefined ? said : said.replaceAll(token, '[REDACTED]').replaceAll(encodeURIComponent(token), '[REDACTED]'))
  return Object.freeze<Address>({
    text: `sc://${host}:${port}`,
    authority: `${host}:${port}`,
    // As in PySpark a token means TLS, but to this machine.
    tls: ssl === 'true' || (token !== undefined && !local),
    userId: parameters.get('user_id') ?? env.USER ?? 'tidemark',
    sessionId: sessionId ?? randomUUID(),
    namedSession: sessionId !== undefined,
    userAgent: parameters.get('user_agent') ?? 'tidemark',
    headers: () => ({ ...extra, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }),
    redact,
  })
}

function parametersOf(rest: string, wrong: (what: string) => Error): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of rest.split(';').filter(one => one !== '')) {
    const at = part.indexOf('=')
    // The part is not shown: it may hold a token.
    if (at <= 0 || at === part.length - 1) throw wrong("has parameters 'name=value', with ';' between them")
    const name = part.slice(0, at)
    if (!/^[A-Za-z0-9_-]+$/.test(name)) throw wrong('has names of parameters in letters, digits, - and _')
    if (found.has(name)) throw wrong(`has the parameter ${name} twice`)
    try {
      found.set(name, decodeURIComponent(part.slice(at + 1)))
    } catch {
      throw wrong(`has a value of ${name} that is not URL-encoded text`)
    }
  }
  return found
}
