/**
 * Files: JSON lines, CSV and text, read from a folder as they appear there, and written to one a batch at a time.
 *
 *     spark.readStream.schema('user STRING, at TIMESTAMP').json('data/in')
 *     frame.writeStream.format('csv').option('checkpointLocation', 'data/checkpoint').start('data/out')
 *
 * What a line means is the format's (`formats/`); which files, and when they count, is said here.
 *
 * Invariants
 * - A file is taken once, whole, into one batch; the source's log says which before the batch is planned. What is added to
 *   a file later is not read; a file that is gone, cut short or another one when its batch is read is an error.
 * - Nothing outside the folder is read, whatever links lie in it.
 * - A batch's output counts from the moment its manifest in `_tidemark_metadata/` is there. A batch that is written again
 *   changes nothing, and must have the same rows.
 */
import { fileFormats } from '../../formats'
import type { SinkFormat, SourceFormat } from '../contract'
import { fileSink } from './file-sink'
import { fileSource } from './file-source'

export * from './errors'

export const fileSources: readonly SourceFormat[] = Object.values(fileFormats).map(fileSource)
export const fileSinks: readonly SinkFormat[] = Object.values(fileFormats).map(fileSink)
