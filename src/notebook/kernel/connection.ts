import { readFileSync } from 'node:fs'
import { ConnectionUnreadable } from '../errors'

/** What Jupyter writes into a connection file. */
export interface Connection {
  readonly transport: string
  readonly ip: string
  readonly key: string
  readonly signature_scheme?: string
  readonly shell_port: number
  readonly control_port: number
  readonly stdin_port: number
  readonly iopub_port: number
  readonly hb_port: number
}

export function readConnection(file: string): Connection {
  const wrong = (what: string, cause?: unknown): never => {
    throw new ConnectionUnreadable(`'${file}' ${what}`, { hint: 'Jupyter writes it and names it when it starts the kernel.', cause })
  }
  let tree: Connection
  try {
    tree = JSON.parse(readFileSync(file, 'utf8')) as Connection
  } catch (error) {
    return wrong(`is no connection file: ${(error as Error).message}`, error)
  }
  const ports = [tree.shell_port, tree.control_port, tree.stdin_port, tree.iopub_port, tree.hb_port]
  if (!ports.every(port => Number.isInteger(port))) return wrong('is no connection file: a port is missing')
  const scheme = tree.signature_scheme ?? 'hmac-sha256'
  if (scheme !== 'hmac-sha256' && tree.key !== '') return wrong(`asks for the signature scheme '${scheme}', and there is hmac-sha256 only`)
  return { ...tree, transport: tree.transport ?? 'tcp', ip: tree.ip ?? '127.0.0.1', key: tree.key ?? '' }
}

export const addressOf = ({ transport, ip }: Connection, port: number): string =>
  transport === 'ipc' ? `ipc://${ip}-${port}` : `${transport}://${ip}:${port}`
