import { defineError } from '../../core/errors'

/** A checkpoint file that is not what was written. */
export const CheckpointCorrupt = defineError({ code: 'CHECKPOINT_CORRUPT', fault: 'external' })
/** A checkpoint that lacks a file it must have. */
export const CheckpointIncomplete = defineError({ code: 'CHECKPOINT_INCOMPLETE', fault: 'external' })
export const CheckpointOtherQuery = defineError({ code: 'CHECKPOINT_OTHER_QUERY', fault: 'user' })
export const CheckpointWriteFailed = defineError({ code: 'CHECKPOINT_WRITE_FAILED', fault: 'external' })
/** Somebody else runs a query on the same checkpoint. */
export const ConcurrentQuery = defineError({ code: 'CONCURRENT_QUERY', fault: 'user' })
/** A batch that ran again read other rows than before. */
export const ReplayMismatch = defineError({ code: 'REPLAY_MISMATCH', fault: 'external' })
