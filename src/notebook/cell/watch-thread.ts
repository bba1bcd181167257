/**
 * A thread beside the cells, which hears their holder also while a cell never returns to the event loop: it asks the
 * cell's loops to end, and ends the process once nobody holds it any more.
 */
import { Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { endGroup } from './end-group'
import type { WatchData } from './watch-cells'

const { parent, pid, interruptions, endLoops } = workerData as WatchData
/** How long an interruption may take by itself. */
const patienceMs = 400
const lookMs = 1000

const flag = new Int32Array(endLoops)
let alive = true
parentPort?.on('message', () => { alive = true })

setInterval(() => { if (process.ppid !== parent) endGroup(pid) }, lookMs)

// The holder's end of the pipe closes with it.
new Socket({ fd: interruptions, readable: true, writable: false })
  .on('data', () => {
    alive = false
    parentPort?.postMessage(null)
    setTimeout(() => { if (!alive) Atomics.store(flag, 0, 1) }, patienceMs)
  })
  .on('end', () => endGroup(pid))
  .on('error', () => {})
