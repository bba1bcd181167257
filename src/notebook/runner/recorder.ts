import type { MimeBundle } from '../../core/cell-output'
import { isCode, type CodeCell, type ErrorOutput, type Notebook, type Output } from '../nbformat'

/** The notebook as it is being executed: what the cells' process tells is written here. `cell` is the execution count. */
export interface Recorder {
  begin(index: number, cell: number): void
  stream(cell: number, name: 'stdout' | 'stderr', text: string): void
  display(cell: number, id: string, data: MimeBundle): void
  result(cell: number, id: string, data: MimeBundle): void
  /** Redraws every output of that id in place; an id nobody has shown is no output. */
  update(id: string, data: MimeBundle): void
  error(cell: number, error: ErrorOutput): void
  notebook(): Notebook
}

type Draft = { -readonly [K in keyof CodeCell]: CodeCell[K] extends readonly (infer T)[] ? T[] : CodeCell[K] }

/** Starts from a notebook with every output of an earlier run taken out. */
export function createRecorder(source: Notebook): Recorder {
  const cells = source.cells.map(cell => (isCode(cell) ? { ...cell, execution_count: null, outputs: [] as Output[] } : cell))
  const running = new Map<number, Draft>()
  const displays = new Map<string, { draft: Draft; at: number }[]>()

  const show = (cell: number, id: string, output: Output): void => {
    const draft = running.get(cell)
    if (draft === undefined) return
    displays.set(id, [...(displays.get(id) ?? []), { draft, at: draft.outputs.length }])
    draft.outputs.push(output)
  }

  return {
    begin(index, cell) {
      const draft = cells[index] as Draft
      draft.execution_count = cell
      running.set(cell, draft)
    },
    stream(cell, name, text) {
      const outputs = running.get(cell)?.outputs
      const last = outputs?.at(-1)
      if (last?.output_type === 'stream' && last.name === name) outputs?.splice(-1, 1, { ...last, text: last.text + text })
      else outputs?.push({ output_type: 'stream', name, text })
    },
    display: (cell, id, data) => show(cell, id, { output_type: 'display_data', data, metadata: {} }),
    result: (cell, id, data) => show(cell, id, { output_type: 'execute_result', data, metadata: {}, execution_count: cell }),
    update(id, data) {
      for (const { draft, at } of displays.get(id) ?? []) {
        const output = draft.outputs[at]
        if ('data' in output) draft.outputs[at] = { ...output, data }
      }
    },
    error(cell, error) {
      running.get(cell)?.outputs.push(error)
    },
    notebook: () => ({ ...source, cells: cells.map(cell => (isCode(cell) ? { ...cell, outputs: [...cell.outputs] } : cell)) }),
  }
}
