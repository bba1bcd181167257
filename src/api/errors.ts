import { defineError } from '../core/errors'

export const QueryNameTaken = defineError({ code: 'STREAMING_QUERY_NAME_TAKEN', fault: 'user' })
export const UnknownConfig = defineError({ code: 'UNKNOWN_CONFIG', fault: 'user' })
export const InvalidTrigger = defineError({ code: 'INVALID_TRIGGER', fault: 'user' })
