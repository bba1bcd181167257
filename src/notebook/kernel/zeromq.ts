import { tslabRequire } from '../cell/tslab-require'

/** As much of zeromq 6 as the kernel takes. It is tslab's own, so that nothing else need be installed. */
export interface Socket {
  bind(address: string): Promise<void>
  close(): void
}
export interface Sending extends Socket {
  sendHighWaterMark: number
  send(frames: readonly (Buffer | string)[]): Promise<void>
}
export interface Receiving extends Socket, AsyncIterable<Buffer[]> {}
export interface ZeroMq {
  readonly Publisher: new () => Sending
  readonly Router: new () => Sending & Receiving
  readonly Reply: new () => Sending & Receiving
}

/** Throws node's MODULE_NOT_FOUND where tslab is not installed. */
export function loadZeroMq(root: string): ZeroMq {
  return tslabRequire(root, 'tslab/dist/jupyter')('zeromq') as ZeroMq
}
