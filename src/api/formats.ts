import { consoleSink } from '../connectors/console'
import { UnknownFormat, type SinkFormat, type SourceFormat } from '../connectors/contract'
import { fileSinks, fileSources } from '../connectors/file'
import { kafka } from '../connectors/kafka'
import { memorySink } from '../connectors/memory/memory-sink'
import { rate } from '../connectors/rate/rate-source'
import { didYouMean } from '../core/nearest'

const sources: readonly SourceFormat[] = [kafka, rate, ...fileSources]
const sinks: readonly SinkFormat[] = [memorySink, consoleSink(), ...fileSinks]

export function sourceFormat(name: string): SourceFormat {
  return find('source', sources, name)
}

export function sinkFormat(name: string): SinkFormat {
  return find('sink', sinks, name)
}

function find<T extends { readonly format: string }>(what: string, all: readonly T[], name: string): T {
  const found = all.find(one => one.format === name.toLowerCase())
  if (found === undefined) throw new UnknownFormat(`there is no ${what} called '${name}'`, { hint: didYouMean(name, all.map(one => one.format)) })
  return found
}
