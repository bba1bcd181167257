import { connect, createServer, type Server, type Socket } from 'node:net'

export interface CuttingProxy {
  readonly port: number
  /** How often a connection was cut so far. */
  readonly cuts: number
  close(): Promise<void>
}

/**
 * A way to a port of this machine that is cut each time so many bytes came back, as often as told: `reset` as by a machine
 * that dies, `end` by closing the server's half only.
 */
export async function cuttingProxy(to: number, everyBytes: number, most: number, how: 'reset' | 'end' = 'reset'): Promise<CuttingProxy> {
  let cuts = 0
  const sockets = new Set<Socket>()
  const server: Server = createServer(client => {
    const upstream = connect({ host: '127.0.0.1', port: to })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    let came = 0
    upstream.on('data', data => {
      came += data.length
      if (came > everyBytes && cuts < most) {
        cuts++
        // What came last is lost on the way.
        upstream.resetAndDestroy()
        if (how === 'end') client.end()
        else client.resetAndDestroy()
        return
      }
      client.write(data)
    })
    client.on('data', data => upstream.write(data))
    client.on('end', () => upstream.end())
    upstream.on('end', () => client.end())
  })
  await new Promise<void>(done => { server.listen(0, '127.0.0.1', done) })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    get cuts() { return cuts },
    close: () => new Promise(done => {
      for (const socket of sockets) socket.destroy()
      server.close(() => done())
    }),
  }
}
