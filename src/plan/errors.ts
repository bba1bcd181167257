import { defineError } from '../core/errors'

/** Refusals, under Spark's error classes where it has one. */
export const UnsupportedOutputMode = defineError({ code: 'STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION', fault: 'user' })
export const UnsupportedStreamingOperation = defineError({ code: '_LEGACY_ERROR_TEMP_3102', fault: 'user' })

/** Spark's class for two columns with a watermark among the keys of one aggregate. */
export const SeveralEventTimes = defineError({ code: '_LEGACY_ERROR_TEMP_3077', fault: 'user' })
/** Spark's class for a watermark above another. */
export const RedefinedWatermark = defineError({ code: '_LEGACY_ERROR_TEMP_3076', fault: 'user' })
/** Spark's class for an aggregate of what a stream's batch says by its clock. */
export const NondeterministicAggregate = defineError({ code: 'AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION', fault: 'user' })
export const EventTimeNotTimestamp = defineError({ code: 'EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE', fault: 'user' })
export const NonTimeWindow = defineError({ code: 'NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING', fault: 'user' })
export const NotAWindow = defineError({ code: '_LEGACY_ERROR_TEMP_3101', fault: 'user' })
export const WriteStreamNotAllowed = defineError({ code: 'WRITE_STREAM_NOT_ALLOWED', fault: 'user' })
export const UnionMismatch = defineError({ code: 'INCOMPATIBLE_COLUMN_TYPE', fault: 'user' })
export const ColumnCounts = defineError({ code: 'NUM_COLUMNS_MISMATCH', fault: 'user' })
export const MapKey = defineError({ code: 'UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE', fault: 'user' })
export const NotBoolean = defineError({ code: 'DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN', fault: 'user' })
export const TableNotFound = defineError({ code: 'TABLE_OR_VIEW_NOT_FOUND', fault: 'user' })
export const StreamFailed = defineError({ code: 'STREAM_FAILED', fault: 'external' })
