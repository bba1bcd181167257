import type { Http2SessionManager as Connection } from '@connectrpc/connect-node'
import type { Address } from './address'
import type { Message, Methods } from './protocol'

export interface CallOptions { readonly signal?: AbortSignal }

/** The service's calls, typed by the protocol's tables. */
export type SparkClient = {
  readonly [K in keyof Methods]: (request: Message<Methods[K][0]>, options?: CallOptions) =>
    Methods[K][2] extends 'stream' ? AsyncIterable<Message<Methods[K][1]>> : Promise<Message<Methods[K][1]>>
}

/** What a call failed with, as gRPC says it. */
export interface CallFailure {
  readonly code: GrpcCode
  readonly message: string
  /** What Spark tells of the error beside its status. */
  readonly metadata: Readonly<Record<string, string>>
}

/** The gRPC status codes that mean something to us. */
export const GRPC = { CANCELLED: 1, UNKNOWN: 2, DEADLINE_EXCEEDED: 4, PERMISSION_DENIED: 7, RESOURCE_EXHAUSTED: 8, ABORTED: 10, UNIMPLEMENTED: 12, INTERNAL: 13, UNAVAILABLE: 14, UNAUTHENTICATED: 16 } as const
export type GrpcCode = number

export interface Channel {
  readonly client: SparkClient
  /** A thrown error as the call's status. */
  failure(error: unknown): CallFailure
  close(): void
}

/** HTTP/2 would have the server wait for us behind each 64 KB; a batch of Arrow is some MB. */
const WINDOW = 16 << 20

/** Opens a channel; nothing is sent before the first call. The libraries are loaded here, on first use. */
export async function openChannel(address: Address): Promise<Channel> {
  const [{ createGrpcTransport, Http2SessionManager }, { createClient, ConnectError }, { describeProtocol }, { fromBinary }] = await Promise.all([
    import('@connectrpc/connect-node'), import('@connectrpc/connect'), import('./protocol/descriptors'), import('@bufbuild/protobuf'),
  ])
  const { service, errorInfo } = describeProtocol()
  const baseUrl = `${address.tls ? 'https' : 'http'}://${address.authority}`
  const connection = new Http2SessionManager(baseUrl, { idleConnectionTimeoutMs: 60_000 }, { settings: { initialWindowSize: WINDOW } })
  const sessionManager: Pick<Connection, 'authority' | 'request' | 'notifyResponseByteRead'> = {
    authority: connection.authority,
    notifyResponseByteRead: stream => connection.notifyResponseByteRead(stream),
    request: async (...of) => {
      const stream = await connection.request(...of)
      // A stream's window is a setting, the connection's is not.
      if (stream.session?.state.effectiveLocalWindowSize !== WINDOW) stream.session?.setLocalWindowSize(WINDOW)
      return stream
    },
  }
  const transport = createGrpcTransport({
    baseUrl, sessionManager, acceptCompression: [],
    interceptors: [next => request => {
      for (const [name, value] of Object.entries(address.headers())) request.header.set(name, value)
      return next(request)
    }],
  })
  return {
    client: createClient(service, transport) as unknown as SparkClient,
    failure: error => {
      const said = ConnectError.from(error)
      const detail = said.details.find(one => 'type' in one && one.type === 'google.rpc.ErrorInfo')
      const info = detail !== undefined && 'value' in detail ? fromBinary(errorInfo, detail.value as Uint8Array) as unknown as { metadata: Record<string, string> } : null
      return { code: said.code, message: address.redact(said.rawMessage), metadata: info?.metadata ?? {} }
    },
    close: () => connection.abort(),
  }
}
