import { installCellOutput, type CellOutput, type MimeBundle } from '../../src/core/cell-output'

/** What was shown in the cell: every frame of every output, in order. */
export interface RecordedCell {
  readonly outputs: readonly (readonly MimeBundle[])[]
  /** The frames of an output, as text. */
  texts(output: number): string[]
  /** What stands there now. */
  last(output: number): MimeBundle
}

/** A cell that keeps what is shown in it, as the notebook's runner does. */
export function recordCell(headless: boolean): RecordedCell {
  const outputs: MimeBundle[][] = []
  const cell: CellOutput = {
    headless,
    show(bundle) {
      const frames = [bundle]
      outputs.push(frames)
      return { id: `output-${outputs.length}`, update: next => { frames.push(next) } }
    },
    own() {},
  }
  installCellOutput(cell)
  return {
    outputs,
    texts: output => outputs[output].map(frame => String(frame['text/plain'])),
    last: output => outputs[output].at(-1) ?? {},
  }
}
