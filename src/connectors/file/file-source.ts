import { batch, type Batch } from '../../batch/batch'
import { field, struct, type DataType, type Schema } from '../../core/data-type'
import { diskFiles } from '../../core/files'
import type { OriginRun } from '../../core/origin'
import { MalformedRecord, type FileFormat, type FormatOptions } from '../../formats'
import { InvalidOption, type RecordReport, type Source, type SourceContext, type SourceFormat, type SourceOptions } from '../contract'
import { checkOptions, countOption, flagOption, optionOf } from '../options'
import { PathNotFound, SchemaMissing } from './errors'
import { filePlace, type FilePlace } from './file-place'
import { globPattern } from './glob'
import { listFiles, type SeenFile } from './list-files'
import { readSeenFile } from './read-seen-file'
import { fileOffset, logOffset, takenFiles } from './taken-files'

const OWN_OPTIONS = ['path', 'maxFilesPerTrigger', 'latestFirst', 'pathGlobFilter', 'recursiveFileLookup']

interface FileSourceOptions {
  readonly place: FilePlace
  readonly maxFilesPerTrigger: number
  readonly latestFirst: boolean
  readonly filter: RegExp | null
  readonly recursive: boolean
  readonly format: FormatOptions
}

/**
 * The files of a folder, a pattern or a path, each read once, the oldest first; as a batch, all that are there. A row's
 * origin is its file and line. An offset counts the entries of the source's log, which names each batch's files.
 */
export function fileSource(of: FileFormat): SourceFormat {
  const source: SourceFormat = {
    format: of.name,
    options: [...OWN_OPTIONS, ...of.readOptions],
    schemaOf(options, given) {
      const schema = columnsOf(of, given)
      of.check(schema, readOptions(of, options).format)
      return schema
    },
    async open(options, given, context) {
      return openFileSource(of, columnsOf(of, given), readOptions(of, options), context)
    },
  }
  return source
}

function columnsOf(of: FileFormat, given: Schema | null): Schema {
  if (of.schema === null && given === null) {
    throw new SchemaMissing(`${of.name} files are read with a schema, and there is none`, { hint: `Say the columns first: schema('user STRING, at TIMESTAMP').${of.name}(…)` })
  }
  if (of.schema !== null && given !== null) throw new InvalidOption(`${of.name} files have a schema of their own: ${of.schema.fields.map(f => f.name).join(', ')}`, { hint: 'Leave schema(…) out.' })
  return nullable((given ?? of.schema) as Schema) as Schema
}

/** A file may lack anything, whatever a schema promises. */
function nullable(type: DataType): DataType {
  switch (type.kind) {
    case 'struct': return struct(type.fields.map(f => field(f.name, nullable(f.type), true, f.metadata)))
    case 'array': return { ...type, element: nullable(type.element) }
    case 'map': return { ...type, value: nullable(type.value) }
    default: return type
  }
}

function readOptions(of: FileFormat, options: SourceOptions): FileSourceOptions {
  checkOptions(of.name, options, [...OWN_OPTIONS, ...of.readOptions])
  const filter = optionOf(options, 'pathGlobFilter')
  return {
    place: filePlace(of.name, options),
    maxFilesPerTrigger: countOption(of.name, options, 'maxFilesPerTrigger') ?? Infinity,
    latestFirst: flagOption(of.name, options, 'latestFirst', false),
    filter: filter === undefined ? null : globPattern(filter),
    recursive: flagOption(of.name, options, 'recursiveFileLookup', false),
    format: Object.fromEntries(Object.entries(options).filter(([name]) => !OWN_OPTIONS.some(own => own.toLowerCase() === name.toLowerCase()))),
  }
}

function openFileSource(of: FileFormat, schema: Schema, options: FileSourceOptions, context: SourceContext): Source {
  const { files = diskFiles, log } = context
  const { place } = options
  const taken = takenFiles(log)
  const leftOut = new Set<string>()
  let frozen: readonly SeenFile[] | null = null

  const unseen = (): SeenFile[] => listFiles({
    place, files, filter: options.filter, recursive: options.recursive, skip: path => taken.has(path),
    leftOut: folder => {
      if (!leftOut.has(folder)) context.warn(`${of.name}: the folder ${folder} is not looked into; the option recursiveFileLookup: true would`)
      leftOut.add(folder)
    },
  }).sort(options.latestFirst ? newestFirst : oldestFirst)

  // A path that is not there is the user's slip, and said at the start; a stream may wait for what a pattern means.
  if (unseen().length === 0 && place.pattern.length > 0 && !context.streaming) {
    throw new PathNotFound(`no file matches ${place.given}`, { hint: 'Mend the pattern: it knows *, ?, [a-z] and {a,b}.', details: { path: place.root } })
  }
  return {
    description: `FileStreamSource[${place.given}]`,
    schema,
    async initialOffset() {
      return fileOffset(-1)
    },
    async freezeEnd() {
      frozen = unseen()
    },
    async planEnd(from, unlimited) {
      // What a run noted that was cut off before it wrote its batch down is the next batch.
      const noted = taken.noted(logOffset(from))
      if (noted && !unlimited) return fileOffset(logOffset(from) + 1)
      const fresh = frozen === null ? unseen() : frozen.filter(file => !taken.has(file.path))
      taken.take(unlimited ? fresh : fresh.slice(0, options.maxFilesPerTrigger))
      return fileOffset(taken.last)
    },
    async latestOffset() {
      return null
    },
    async *read(from, to, _columns, report) {
      for (let at = logOffset(from) + 1; at <= logOffset(to); at++) {
        for (const file of taken.files(at)) yield rowsOfFile(file, readSeenFile(file, files), report)
      }
    },
    async commit() {
      // Files stay where they are.
    },
    async provenance() {
      return { source: 'files', format: of.name, path: place.given, files: taken.count, bytes: taken.bytes }
    },
    async close() {
      // Nothing is open between two reads.
    },
  }

  function rowsOfFile(file: SeenFile, bytes: Uint8Array, report: RecordReport | undefined): Batch {
    // Rows that the format leaves out have no number to report.
    const told = String(optionOf(options.format as SourceOptions, 'mode')).toUpperCase() === 'DROPMALFORMED' ? undefined : report
    try {
      const { batch: rows, lines } = of.read(bytes, schema, options.format, told)
      return batch(schema, rows.columns, rows.numRows, rows.numRows === 0 ? [] : [originOf(file, lines)])
    } catch (error) {
      if (!(error instanceof MalformedRecord)) throw error
      throw new MalformedRecord(`${file.name}: ${error.message}`, { hint: error.hint, cause: error, details: { ...error.details, path: file.path } })
    }
  }
}

function originOf({ name }: SeenFile, lines: Float64Array): OriginRun {
  const base = lines[0]
  return { source: name, partition: 0, length: lines.length, base, offsets: lines.every((line, i) => line === base + i) ? null : lines }
}

function oldestFirst(a: SeenFile, b: SeenFile): number {
  return a.mtimeMs - b.mtimeMs || byPath(a, b)
}

function newestFirst(a: SeenFile, b: SeenFile): number {
  return b.mtimeMs - a.mtimeMs || byPath(a, b)
}

function byPath(a: SeenFile, b: SeenFile): number {
  return a.path < b.path ? -1 : 1
}
