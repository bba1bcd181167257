import { randomUUID } from 'node:crypto'
import { addressOf, type Connection } from './connection'
import { readMessage, writeMessage, type Header, type Message } from './wire'
import type { Receiving, Sending, ZeroMq } from './zeromq'

/** The channel that a request came by, and its answer goes. */
export type Channel = 'shell' | 'control'

export interface Sockets {
  /** To everyone who listens. */
  publish(type: string, parent: Header | null, content: object): void
  reply(channel: Channel, to: Message, type: string, content: object, metadata?: object): void
  /** Once everything has been handed to the network. */
  close(): Promise<void>
}

/** Binds the five sockets of a kernel. What is not a message, or not signed with the key, is told and dropped. */
export async function bindSockets(
  zmq: ZeroMq, connection: Connection, receive: (channel: Channel, message: Message) => void, tell: (line: string) => void,
): Promise<Sockets> {
  const session = randomUUID()
  const iopub = new zmq.Publisher()
  // By default a publisher drops what a slow listener has not taken yet.
  iopub.sendHighWaterMark = 0
  const routers = { shell: new zmq.Router(), control: new zmq.Router(), stdin: new zmq.Router() }
  for (const router of Object.values(routers)) router.sendHighWaterMark = 0
  const heartbeat = new zmq.Reply()
  const sendIopub = oneByOne(iopub)
  const sendOn = { shell: oneByOne(routers.shell), control: oneByOne(routers.control) }

  await Promise.all([
    iopub.bind(addressOf(connection, connection.iopub_port)),
    routers.shell.bind(addressOf(connection, connection.shell_port)),
    routers.control.bind(addressOf(connection, connection.control_port)),
    routers.stdin.bind(addressOf(connection, connection.stdin_port)),
    heartbeat.bind(addressOf(connection, connection.hb_port)),
  ])
  const listen = async (channel: Channel, socket: Receiving): Promise<void> => {
    for await (const frames of socket) {
      const message = readMessage(frames, connection.key)
      if (message === null) tell('a message that is not signed with the key of this kernel was dropped')
      else receive(channel, message)
    }
  }
  const closed = (error: unknown): void => tell(`a socket of the kernel was lost: ${String(error)}`)
  listen('shell', routers.shell).catch(closed)
  listen('control', routers.control).catch(closed)
  echo(heartbeat).catch(closed)

  return {
    publish: (type, parent, content) => {
      void sendIopub(writeMessage({ identities: [`kernel.${session}.${type}`], type, session, parent, content }, connection.key))
    },
    reply: (channel, to, type, content, metadata) => {
      void sendOn[channel](writeMessage({ identities: to.identities, type, session, parent: to.header, content, metadata }, connection.key))
    },
    async close() {
      await Promise.all([sendIopub(null), sendOn.shell(null), sendOn.control(null)])
      for (const socket of [iopub, heartbeat, ...Object.values(routers)]) socket.close()
    },
  }
}

async function echo(socket: Sending & Receiving): Promise<void> {
  for await (const frames of socket) await socket.send(frames)
}

/** A zeromq socket takes one message at a time. Null sends nothing, and waits for what was sent before. */
function oneByOne(socket: Sending): (frames: readonly (Buffer | string)[] | null) => Promise<void> {
  let last = Promise.resolve()
  return frames => {
    // A client that has gone takes nothing more.
    last = last.then(() => (frames === null ? undefined : socket.send(frames))).catch(() => {})
    return last
  }
}
