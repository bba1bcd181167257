import type { SourceFormat, SourceOptions } from '../../connectors/contract'
import type { Schema } from '../../core/data-type'

declare module '../node' { interface Nodes { scan: Scan } }

/** Reads a source. `given` is the schema the user gave, for sources that need one. */
export interface Scan {
  readonly kind: 'scan'
  readonly schema: Schema
  readonly streaming: boolean
  readonly source: SourceFormat
  readonly options: SourceOptions
  readonly given: Schema | null
  /** The columns anything above asks for; null before the optimizer has looked. */
  readonly columns: readonly string[] | null
}

export function scan(source: SourceFormat, options: SourceOptions, given: Schema | null, streaming: boolean): Scan {
  return Object.freeze({ kind: 'scan', schema: source.schemaOf(options, given), streaming, source, options, given, columns: null })
}

export function explainScan(node: Scan): string {
  const columns = node.columns ?? node.schema.fields.map(f => f.name)
  return `${node.streaming ? 'StreamingScan' : 'Scan'} ${node.source.format}[${columns.join(', ')}]`
}
