import type { MimeBundle } from '../core/cell-output'
import { NotebookInvalid, NotebookUnreadable } from './errors'

/** A notebook as nbformat 4 has it, with every multi-line text joined into one string. */
export interface Notebook {
  readonly metadata: Metadata
  readonly nbformat: 4
  readonly nbformat_minor: number
  readonly cells: readonly Cell[]
}

export type Metadata = Readonly<Record<string, unknown>>
export type Cell = CodeCell | TextCell

interface CellFields {
  readonly id?: string
  readonly metadata: Metadata
  readonly source: string
}
export interface CodeCell extends CellFields {
  readonly cell_type: 'code'
  readonly execution_count: number | null
  readonly outputs: readonly Output[]
}
export interface TextCell extends CellFields {
  readonly cell_type: 'markdown' | 'raw'
  readonly attachments?: Readonly<Record<string, MimeBundle>>
}

export type Output = StreamOutput | DisplayOutput | ErrorOutput
export interface StreamOutput { readonly output_type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
export interface DisplayOutput {
  readonly output_type: 'display_data' | 'execute_result'
  readonly data: MimeBundle
  readonly metadata: Metadata
  readonly execution_count?: number | null
}
/** `traceback[0]` is what a person needs; what follows is for those who want to know more. */
export interface ErrorOutput {
  readonly output_type: 'error'
  readonly ename: string
  readonly evalue: string
  readonly traceback: readonly string[]
}

export const isCode = (cell: Cell): cell is CodeCell => cell.cell_type === 'code'

/** The tags of a cell (`hide-input`, `raises-exception`), none where there are none. */
export const tagsOf = (cell: Cell): readonly string[] =>
  Array.isArray(cell.metadata.tags) ? cell.metadata.tags.filter(tag => typeof tag === 'string') : []

/**
 * Reads a notebook from its text.
 *
 * @throws NOTEBOOK_UNREADABLE where the text is not JSON, NOTEBOOK_INVALID where it is not a notebook of nbformat 4;
 * both name `file` and what is wrong with it.
 */
export function parseNotebook(text: string, file: string): Notebook {
  const tree = parseJson(text.replace(/^\uFEFF/, ''), file)
  const wrong = (what: string, hint?: string): never => {
    throw new NotebookInvalid(`'${file}' is not a notebook of nbformat 4: ${what}`, { hint })
  }
  if (!isRecord(tree)) return wrong(`it holds ${kindOf(tree)} instead of an object`)
  if (tree.nbformat !== 4) {
    return typeof tree.nbformat === 'number'
      ? wrong(`it is of nbformat ${tree.nbformat}`, 'Open it in JupyterLab and save it: that writes nbformat 4.')
      : wrong("it has no number 'nbformat'", "A notebook is a JSON object with 'nbformat', 'metadata' and 'cells'.")
  }
  const cells = Array.isArray(tree.cells) ? tree.cells : wrong("'cells' is not a list")
  return {
    metadata: isRecord(tree.metadata) ? tree.metadata : {},
    nbformat: 4,
    nbformat_minor: typeof tree.nbformat_minor === 'number' ? tree.nbformat_minor : 0,
    cells: cells.map((cell: unknown, at) => readCell(cell, `cells[${at}]`, wrong)),
  }
}

type Wrong = (what: string) => never

function readCell(cell: unknown, at: string, wrong: Wrong): Cell {
  if (!isRecord(cell)) return wrong(`${at} is ${kindOf(cell)}`)
  const fields: CellFields = {
    ...(typeof cell.id === 'string' ? { id: cell.id } : {}),
    metadata: isRecord(cell.metadata) ? cell.metadata : {},
    source: multiline(cell.source, `${at}.source`, wrong),
  }
  switch (cell.cell_type) {
    case 'markdown':
    case 'raw':
      return {
        cell_type: cell.cell_type,
        ...fields,
        ...(isRecord(cell.attachments) ? { attachments: mapValues(cell.attachments, bundle => readBundle(bundle, at, wrong)) } : {}),
      }
    case 'code': {
      const outputs = cell.outputs ?? []
      if (!Array.isArray(outputs)) return wrong(`${at}.outputs is not a list`)
      return {
        cell_type: 'code',
        ...fields,
        execution_count: typeof cell.execution_count === 'number' ? cell.execution_count : null,
        outputs: outputs.map((output: unknown, i) => readOutput(output, `${at}.outputs[${i}]`, wrong)),
      }
    }
    default: return wrong(`${at}.cell_type is ${JSON.stringify(cell.cell_type)}, not 'code', 'markdown' or 'raw'`)
  }
}

function readOutput(output: unknown, at: string, wrong: Wrong): Output {
  if (!isRecord(output)) return wrong(`${at} is ${kindOf(output)}`)
  switch (output.output_type) {
    case 'stream': return {
      output_type: 'stream',
      name: output.name === 'stderr' ? 'stderr' : 'stdout',
      text: multiline(output.text, `${at}.text`, wrong),
    }
    case 'display_data':
    case 'execute_result': return {
      output_type: output.output_type,
      data: readBundle(output.data, `${at}.data`, wrong),
      metadata: isRecord(output.metadata) ? output.metadata : {},
      ...(output.output_type === 'execute_result' ? { execution_count: Number(output.execution_count ?? 0) } : {}),
    }
    case 'error': return {
      output_type: 'error',
      ename: String(output.ename),
      evalue: String(output.evalue),
      traceback: Array.isArray(output.traceback) ? output.traceback.map(String) : [],
    }
    default: return wrong(`${at}.output_type is ${JSON.stringify(output.output_type)}`)
  }
}

function readBundle(bundle: unknown, at: string, wrong: Wrong): MimeBundle {
  if (!isRecord(bundle)) return wrong(`${at} is ${kindOf(bundle)} instead of a MIME bundle`)
  return mapValues(bundle, (value, mime) => (isJsonMime(mime) ? value : multiline(value, `${at}['${mime}']`, wrong)))
}

function multiline(text: unknown, at: string, wrong: Wrong): string {
  if (typeof text === 'string') return text
  if (Array.isArray(text) && text.every(line => typeof line === 'string')) return text.join('')
  return wrong(`${at} is neither a text nor a list of lines`)
}

/** The notebook's text as Jupyter writes it: keys in nbformat's order, texts as lists of lines, one line feed at the end. */
export function printNotebook(notebook: Notebook): string {
  const tree = {
    cells: notebook.cells.map(printCell),
    metadata: notebook.metadata,
    nbformat: 4,
    nbformat_minor: notebook.nbformat_minor,
  }
  return `${JSON.stringify(tree, null, 1)}\n`
}

function printCell(cell: Cell): Metadata {
  const tail = { ...(cell.id === undefined ? {} : { id: cell.id }), metadata: cell.metadata }
  if (!isCode(cell)) {
    return {
      ...(cell.attachments === undefined ? {} : { attachments: cell.attachments }),
      cell_type: cell.cell_type,
      ...tail,
      source: lines(cell.source),
    }
  }
  return {
    cell_type: 'code',
    execution_count: cell.execution_count,
    ...tail,
    outputs: cell.outputs.map(printOutput),
    source: lines(cell.source),
  }
}

function printOutput(output: Output): Metadata {
  switch (output.output_type) {
    case 'stream': return { name: output.name, output_type: 'stream', text: lines(output.text) }
    case 'error': return { ename: output.ename, evalue: output.evalue, output_type: 'error', traceback: output.traceback }
    default: return {
      data: mapValues(output.data, (value, mime) => (typeof value === 'string' && isText(mime) ? lines(value) : value)),
      ...(output.output_type === 'execute_result' ? { execution_count: output.execution_count ?? null } : {}),
      metadata: output.metadata,
      output_type: output.output_type,
    }
  }
}

const isJsonMime = (mime: string): boolean => /^application\/(.*\+)?json$/.test(mime)
const isText = (mime: string): boolean => /^text\/|[/+](xml|html|javascript)$/.test(mime)
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : value === null ? 'null' : value === undefined ? 'missing' : `a ${typeof value}`
const mapValues = <T>(record: Record<string, unknown> | MimeBundle, map: (value: unknown, key: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const hint = text.trim() === '' ? 'The file is empty.'
      : /^<{7} /m.test(text) ? 'It holds the marks of a merge conflict (<<<<<<<): settle the conflict first.'
        : 'A notebook is a JSON file: open it in JupyterLab, or take an earlier version of it.'
    throw new NotebookUnreadable(`'${file}' is not JSON: ${(error as Error).message}`, { hint, cause: error })
  }
}
