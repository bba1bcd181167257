import { defineError } from '../../core/errors'

export const PathNotFound = defineError({ code: 'PATH_NOT_FOUND', fault: 'user' })
/** JSON and CSV files do not say what their columns are. */
export const SchemaMissing = defineError({ code: 'SCHEMA_MISSING', fault: 'user' })
/** A file that a batch holds is gone. */
export const FileVanished = defineError({ code: 'FAILED_READ_FILE.FILE_NOT_EXIST', fault: 'external' })
export const FileUnreadable = defineError({ code: 'FAILED_READ_FILE', fault: 'external' })
/** A file is no longer what it was when its batch was planned. */
export const FileChanged = defineError({ code: 'FILE_CHANGED', fault: 'external' })
/** A symbolic link that leads out of the folder that is read. */
export const FileOutsideFolder = defineError({ code: 'FILE_OUTSIDE_FOLDER', fault: 'external' })
/** A file of a manifest that is not what a file sink writes. */
export const ManifestCorrupt = defineError({ code: 'FILE_SINK_MANIFEST_CORRUPT', fault: 'external' })
export const FileSinkWriteFailed = defineError({ code: 'FILE_SINK_WRITE_FAILED', fault: 'external' })
/** The folder holds another query's output. */
export const FileSinkOtherQuery = defineError({ code: 'FILE_SINK_OTHER_QUERY', fault: 'user' })
/** The folder holds files that no file sink wrote; a manifest would hide them. */
export const FileSinkFolderInUse = defineError({ code: 'FILE_SINK_FOLDER_IN_USE', fault: 'user' })
/** A batch was written before, with other rows. */
export const FileSinkReplayMismatch = defineError({ code: 'FILE_SINK_REPLAY_MISMATCH', fault: 'external' })

/** Node's code of a failure of the disk: `ENOENT`, `EACCES`, `ENOSPC`, … */
export function diskCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
