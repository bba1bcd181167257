import { StringDecoder } from 'node:string_decoder'
import { installCellOutput, type MimeBundle, type Started } from '../../core/cell-output'
import type { FromCells } from './cell-channel'
import { currentExecution, type Execution } from './execution'
import { whileHeld } from './helpers'

/** A cell that prints without end must not fill the notebook. */
const longestStream = 2 * 1024 * 1024
/** How long prints and redraws may be kept to go together, and how much of them. */
const holdMs = 50
const holdLength = 16 * 1024

type Send = (message: FromCells) => void

/** What cells print and show, on its way out. */
export interface Outputs {
  write(name: 'stdout' | 'stderr', text: string): void
  /** tslab's own display, with the id it gives. */
  show(bundle: MimeBundle, id?: string): string
  update(id: string, bundle: MimeBundle): void
  /** Anything else of a cell, behind what it has printed and shown so far. */
  send: Send
  flush(): void
}

/** Takes the process's streams and the cells' displays. */
export function installOutputs(send: Send, own: (started: Started, by: Execution) => void): Outputs {
  const printed = new Map<number, number>()
  let held: { cell: number; name: 'stdout' | 'stderr'; text: string }[] = []
  let heldLength = 0
  const redraws = new Map<string, { cell: number; bundle: MimeBundle }>()
  let flushed = 0
  let timer: NodeJS.Timeout | undefined
  let shown = 0
  // Ids of an earlier process of the same notebook must not come again.
  const prefix = `display-${process.pid}`

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    whileHeld(null)
    flushed = performance.now()
    const streams = held
    held = []
    heldLength = 0
    for (const stream of streams) send({ kind: 'stream', ...stream })
    const drawn = [...redraws]
    redraws.clear()
    for (const [id, { cell, bundle }] of drawn) send({ kind: 'update', cell, id, data: portable(bundle) })
  }
  const flushDue = (): void => {
    if (heldLength >= holdLength || performance.now() - flushed >= holdMs) flush()
  }
  // A loop that never returns to the timers must be heard too: the clock is looked at with every print and every turn.
  const hold = (): void => {
    flushDue()
    if (held.length === 0 && redraws.size === 0) return
    timer ??= setTimeout(flush, holdMs)
    whileHeld(flushDue)
  }
  const write = (name: 'stdout' | 'stderr', text: string): void => {
    const { cell } = currentExecution()
    const before = printed.get(cell) ?? 0
    printed.set(cell, before + text.length)
    if (before >= longestStream) return
    const put = (to: 'stdout' | 'stderr', part: string): void => {
      const end = held.at(-1)
      if (end?.cell === cell && end.name === to) end.text += part
      else held.push({ cell, name: to, text: part })
      heldLength += part.length
    }
    put(name, text.slice(0, longestStream - before))
    if (before + text.length > longestStream) {
      put('stderr', `\n… this cell has printed ${longestStream / 1024 / 1024} MB; what it prints from here on is left out\n`)
    }
    hold()
  }
  const show = (bundle: MimeBundle, id = `${prefix}-${++shown}`): string => {
    const execution = currentExecution()
    const data = portable(bundle)
    flush()
    send({ kind: execution.showsResult ? 'result' : 'display', cell: execution.cell, id, data })
    execution.showsResult = false
    return id
  }
  const update = (id: string, bundle: MimeBundle): void => {
    const { cell, headless } = currentExecution()
    // A recording keeps every frame.
    if (headless) return send({ kind: 'update', cell, id, data: portable(bundle) })
    redraws.delete(id)
    redraws.set(id, { cell, bundle })
    hold()
  }

  process.stdout.write = streamTo('stdout', write)
  process.stderr.write = streamTo('stderr', write)
  installCellOutput({
    get headless() { return currentExecution().headless },
    get run() { return currentExecution() },
    show(bundle) {
      const id = show(bundle)
      return { id, update: next => update(id, next) }
    },
    own: started => own(started, currentExecution()),
  })
  return {
    write, show, update, flush,
    send: message => {
      flush()
      send(message)
    },
  }
}

function streamTo(name: 'stdout' | 'stderr', write: Outputs['write']): typeof process.stdout.write {
  const decoder = new StringDecoder('utf8')
  return (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    write(name, typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)))
    const callback = typeof encoding === 'function' ? encoding : done
    if (typeof callback === 'function') process.nextTick(callback)
    return true
  }
}

/** A bundle travels and is saved as JSON: what JSON cannot hold becomes text. */
function portable(bundle: MimeBundle): MimeBundle {
  return JSON.parse(JSON.stringify(bundle, (_, value: unknown) =>
    typeof value !== 'bigint' ? value : Number.isSafeInteger(Number(value)) ? Number(value) : String(value))) as MimeBundle
}
