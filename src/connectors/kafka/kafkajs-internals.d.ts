/** The inner modules of kafkajs 2.2.4 that connection.ts uses; the package types only its façade. */
declare module 'kafkajs/src/loggers' {
  export function createLogger(of: { level: number; logCreator: (level: number) => (entry: unknown) => void }): object
}
declare module 'kafkajs/src/network/socketFactory' {
  const socketFactory: () => unknown
  export default socketFactory
}
declare module 'kafkajs/src/network/requestQueue' {
  export default class RequestQueue {
    pending: unknown[]
    scheduleCheckPendingRequests: (this: RequestQueue) => void
  }
}
declare module 'kafkajs/src/network/connection' {
  export default class Connection {
    chunks: Buffer[]
    bytesBuffered: number
    processData: (this: Connection, data: Buffer) => void
  }
}
declare module 'kafkajs/src/network/connectionPool' {
  export interface ProtocolRequest {
    request: { apiKey: number; apiVersion: number; apiName: string; encode: () => Promise<object> }
    response: { decode: (payload: Buffer) => Promise<{ clientSideThrottleTime: number; payload: Buffer }>; parse: (of: { payload: Buffer }) => Promise<Buffer> }
    logResponseError: boolean
  }
  export default class ConnectionPool {
    constructor(options: {
      host: string, port: number, ssl: unknown, sasl: unknown, clientId: string, socketFactory: unknown, logger: object,
      connectionTimeout: number, requestTimeout: number, enforceRequestTimeout: boolean, maxInFlightRequests: number | null
    })
    pool: { rejectRequests(error: Error): void }[]
    send(of: ProtocolRequest): Promise<Buffer>
  }
}
declare module 'kafkajs/src/broker' {
  export default class Broker {
    constructor(options: { connectionPool: object; logger: object; authenticationTimeout: number; allowAutoTopicCreation: boolean })
    versions: Record<number, { minVersion: number; maxVersion: number }> | null
    connect(): Promise<void>
    disconnect(): Promise<void>
  }
}
declare module 'kafkajs/src/protocol/encoder' {
  export default class Encoder {
    writeBufferInternal(buffer: Buffer): void
  }
}
