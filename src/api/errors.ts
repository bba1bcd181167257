import { defineError } from '../core/errors'

export const UnknownConfig = defineError({ code: 'UNKNOWN_CONFIG', fault: 'user' })
export const InvalidTrigger = defineError({ code: 'INVALID_TRIGGER', fault: 'user' })
export const InvalidRange = defineError({ code: 'INVALID_RANGE', fault: 'user' })
