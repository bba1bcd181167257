import { memoryStream } from '../../src/connectors/memory/memory-stream'
import { scan } from '../../src/plan/nodes/scan'
import type { Node } from '../../src/plan/node'
import { operatorOf } from './operators'
import { schemaOfSource, type Source, type Step } from './program'

/** A step's nodes over scans of the program's sources. */
export function build(step: Step, scanOf: (source: number) => Node): Node {
  if (step.op === 'source') return scanOf(step.args.index as number)
  return operatorOf(step.op).build(step, step.inputs.map(input => build(input, scanOf)))
}

/** A scan that gives types and no rows: what a program is made against. */
export function typeScan(source: Source, streaming: boolean): Node {
  return scan(memoryStream(schemaOfSource(source)).source, {}, null, streaming)
}
