import type { Clock } from '../core/clock'
import { readableDuration } from '../notebook'
import type { Terminal } from './effects'

/** How far each of several notebooks is. */
export interface Progress {
  step(name: string, done: number, of: number): void
  end(name: string, outcome: { readonly ok: boolean; readonly cells: number; readonly of: number; readonly ms: number }): void
  /** Leaves the terminal as it is, for what is written next. */
  close(): void
}

const barWidth = 24

/** A bar per notebook where a person watches, a line per finished notebook elsewhere. */
export function createProgress(terminal: Terminal, names: readonly string[]): Progress {
  const width = Math.max(...names.map(name => name.length))
  return terminal.isTTY ? bars(terminal, names, width) : lines(terminal, width)
}

/** How far one long piece of work is. */
export interface Counting {
  at(done: number, of: number): void
  end(): void
}

/** One bar where a person watches, drawn over itself; one line at the start elsewhere. */
export function counting(terminal: Terminal, what: string): Counting {
  if (!terminal.isTTY) {
    terminal.write(`${what}\n`)
    return { at: () => {}, end: () => {} }
  }
  let drawn = false
  return {
    at: (done, of) => {
      drawn = true
      terminal.write(`\r${what}  ${bar(done, of)}  ${done}/${of}\u001b[K`)
    },
    end: () => {
      if (drawn) terminal.write('\n')
      drawn = false
    },
  }
}

/** A few long steps, one after the other. */
export interface Stepping {
  step(what: string): void
  /** What the step is at: shown where a person watches. */
  detail(words: string): void
  end(): void
}

/** A line per step with the time it has taken, which runs on where a person watches. */
export function stepping(terminal: Terminal, clock: Clock): Stepping {
  let current: { what: string; since: number; detail: string } | undefined
  const elapsed = (since: number): string => readableDuration(clock.monotonic() - since)
  const draw = (): void => {
    if (current === undefined) return
    const line = `${current.what}  ${elapsed(current.since)}  `
    terminal.write(`\r${line}${dim(current.detail.slice(0, Math.max(0, terminal.columns - line.length - 1)))}\u001b[K`)
  }
  const timer = terminal.isTTY ? setInterval(draw, 200) : undefined
  const finish = (): void => {
    if (current === undefined) return
    if (terminal.isTTY) terminal.write(`\r${current.what}  ${elapsed(current.since)}\u001b[K\n`)
    else terminal.write(`  ${elapsed(current.since)}\n`)
    current = undefined
  }
  return {
    step: what => {
      finish()
      current = { what, since: clock.monotonic(), detail: '' }
      if (!terminal.isTTY) terminal.write(`${what}\n`)
    },
    detail: words => { if (current !== undefined) current.detail = words },
    end: () => {
      clearInterval(timer)
      finish()
    },
  }
}

function lines(terminal: Terminal, width: number): Progress {
  return {
    step: () => {},
    end: (name, { ok, cells, of, ms }) => terminal.write(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(width)}  ${cells} of ${of} cells  ${readableDuration(ms)}\n`),
    close: () => {},
  }
}

function bars(terminal: Terminal, names: readonly string[], width: number): Progress {
  const states = new Map(names.map(name => [name, `  ${name.padEnd(width)}  ${dim('waiting')}`]))
  let drawn = 0
  const draw = (): void => {
    // Up over what was drawn before; each line is cleared to its end.
    terminal.write(`${drawn === 0 ? '' : `\u001b[${drawn}A`}${[...states.values()].map(line => `${line}\u001b[K\n`).join('')}`)
    drawn = states.size
  }
  const set = (name: string, line: string): void => {
    states.set(name, line)
    draw()
  }
  draw()
  return {
    step: (name, done, of) => set(name, `  ${name.padEnd(width)}  ${bar(done, of)}  ${done}/${of}`),
    end: (name, { ok, cells, of, ms }) =>
      set(name, `${ok ? green('✓') : red('✗')} ${name.padEnd(width)}  ${bar(cells, of)}  ${cells}/${of}  ${dim(readableDuration(ms))}`),
    close: draw,
  }
}

function bar(done: number, of: number): string {
  const filled = of === 0 ? barWidth : Math.round((done / of) * barWidth)
  return `${'━'.repeat(filled)}${dim('─'.repeat(barWidth - filled))}`
}

const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`
const green = (text: string): string => `\u001b[32m${text}\u001b[39m`
const red = (text: string): string => `\u001b[31m${text}\u001b[39m`
