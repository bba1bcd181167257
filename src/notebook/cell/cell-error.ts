import { inspect } from 'node:util'
import { isTidemarkError, type CallSite, type TidemarkError } from '../../core/errors'
import type { ErrorOutput } from '../nbformat'
import { cellName } from './cell-name'
import { cellFrames } from './stack-trace'

const longest = 20_000

/** What a cell threw, as its output: ours as code, sentence and way out; others with the cell lines they came through. */
export function cellError(error: unknown, withStack: boolean): ErrorOutput {
  try {
    if (isTidemarkError(error)) return tidemarkError(error, withStack)
    if (error instanceof Error) return plainError(error, withStack)
    const text = cut(inspect(error))
    return { output_type: 'error', ename: 'Thrown', evalue: text, traceback: [`Thrown: ${text}`] }
  } catch {
    // A thrown object whose getters or proxies throw themselves.
    const text = 'what was thrown cannot be printed'
    return { output_type: 'error', ename: 'Thrown', evalue: text, traceback: [text] }
  }
}

/** How a cell ends that was interrupted. */
export function interruption(cell: number, stopped: number, late: number): ErrorOutput {
  const queries = (count: number): string => (count === 1 ? '1 query' : `${count} queries`)
  const evalue = [
    `${cellName(cell)} was interrupted`,
    ...(stopped === 0 ? [] : [`${queries(stopped)} that it had started ${stopped === 1 ? 'was' : 'were'} stopped`]),
    ...(late === 0 ? [] : [`${queries(late)} did not stop in time`]),
  ].join('; ')
  return { output_type: 'error', ename: 'Interrupted', evalue, traceback: [`Interrupted: ${evalue}\n  The variables are still there.`] }
}

function tidemarkError(error: TidemarkError, withStack: boolean): ErrorOutput {
  const stack = error.stack ?? ''
  const place = siteOf(error.site) ?? cellFrames(stack).map(frame => `${cellName(frame.cell)}, line ${frame.line}`)[0]
  return {
    output_type: 'error',
    ename: error.code,
    evalue: cut(error.message),
    traceback: [
      `${cut(error.sentence)}${place === undefined ? '' : `\n  at ${place}`}`,
      ...causes(error.cause),
      ...(withStack ? [cut(stack)] : []),
    ],
  }
}

function plainError(error: Error, withStack: boolean): ErrorOutput {
  const stack = String(error.stack ?? '')
  const frames = cellFrames(stack).map(({ cell, line, within }) => `\n  at ${within === undefined ? '' : `${within}, `}${cellName(cell)}, line ${line}`)
  const inner = error instanceof AggregateError ? error.errors.flatMap((one: unknown) => causes(one)) : []
  return {
    output_type: 'error',
    ename: String(error.name),
    evalue: cut(String(error.message)),
    traceback: [
      `${cut(`${error.name}: ${error.message}`)}${frames.slice(0, 8).join('')}`,
      ...causes(error.cause),
      ...inner,
      ...(withStack ? [cut(stack)] : []),
    ],
  }
}

function causes(cause: unknown): string[] {
  if (cause === undefined) return []
  return [`Caused by ${cut(isTidemarkError(cause) ? cause.sentence : cause instanceof Error ? `${cause.name}: ${cause.message}` : inspect(cause))}`]
}

function siteOf(site: CallSite | undefined): string | undefined {
  if (site === undefined) return undefined
  const cell = site.cell ?? /^cell-(\d+)\.ts$/.exec(site.file ?? '')?.[1]
  return cell === undefined ? undefined : `${cellName(cell)}, line ${site.line}`
}

const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)} … (${text.length - longest} more characters)`)
