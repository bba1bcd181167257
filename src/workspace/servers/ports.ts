import { createConnection, createServer } from 'node:net'

/** Whether anything listens on a port of this machine. */
export function listens(port: number): Promise<boolean> {
  return new Promise(answer => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const end = (is: boolean): void => {
      socket.destroy()
      answer(is)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

/** Whether a server could listen on a port of that address just now. */
export function canListen(port: number, host: string): Promise<boolean> {
  return new Promise(answer => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => answer(true)))
  })
}

/** A port nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
