import { isTidemarkError } from '../core/errors'
// Not the room's index: a kernel starts while a person waits, and needs neither reports nor the other commands.
import { startKernel } from '../notebook/kernel/start-kernel'
import { tidemarkVersion } from './version'

/** How often a kernel looks whether Jupyter, which started it, is still there. */
const lookMs = 2000

/** Serves a notebook front end until it says that it is over; the exit code. */
export async function runKernel(connectionFile: string): Promise<number> {
  const tell = (line: string): void => { process.stderr.write(`tidemark: ${line}\n`) }
  try {
    const kernel = await startKernel({ connectionFile, version: tidemarkVersion(), cwd: process.cwd(), env: process.env, tell })
    // Ctrl-C in the terminal of a console, and front ends that interrupt by signal: it is the cell's.
    process.removeAllListeners('SIGINT').on('SIGINT', () => kernel.interrupt())
    for (const name of ['SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(name).once(name, () => void kernel.stop())
    const parent = process.ppid
    const looking = setInterval(() => { if (process.ppid !== parent) void kernel.stop() }, lookMs)
    await kernel.ended
    clearInterval(looking)
    return 0
  } catch (error) {
    tell(isTidemarkError(error) ? error.sentence : String(error))
    return 2
  }
}
