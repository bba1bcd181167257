import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { interruptionsFd } from './cell-channel'

export interface WatchData {
  readonly pid: number
  readonly parent: number
  /** The pipe by which the holder interrupts; it closes with the holder. */
  readonly interruptions: number
  /** One Int32: 1 where the loops of cells are to end. */
  readonly endLoops: SharedArrayBuffer
}

/** Starts the thread beside the cells, which raises the flag when an interruption is not heard. `asked`: the holder interrupts. */
export function watchCells(endLoops: SharedArrayBuffer, asked: () => void): void {
  const data: WatchData = { pid: process.pid, parent: process.ppid, interruptions: interruptionsFd, endLoops }
  const thread = new Worker(join(__dirname, 'watch-thread.js'), { workerData: data })
  thread.on('message', () => {
    thread.postMessage(null)
    asked()
  })
  thread.unref()
}
