import type { ErrorOutput } from '../nbformat'
import type { Message } from './wire'
import type { Channel } from './sockets'

/** Cells that wait for their turn. */
export interface Waiting { readonly channel: Channel; readonly message: Message }

/**
 * Runs the requests one by one, in the order in which they came. Where one fails and its sender said `stop_on_error` (the
 * default), those that wait by then are aborted: ipykernel's rule, by which "run all" stops at the first error.
 */
export function createExecutions(
  run: (request: Waiting) => Promise<ErrorOutput | null>, abort: (request: Waiting) => void,
): { add(request: Waiting): void } {
  const queue: Waiting[] = []
  let going = false
  const work = async (): Promise<void> => {
    going = true
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const error = await run(next)
      if (error === null || next.message.content.stop_on_error === false) continue
      // What has arrived and not been read yet was sent before the sender could know.
      await new Promise(resolve => setImmediate(resolve))
      queue.splice(0).forEach(abort)
    }
    going = false
  }
  return {
    add(request) {
      queue.push(request)
      if (!going) void work()
    },
  }
}
