import { defineError } from '../../core/errors'

/** Something else listens on the port. */
export const PortTaken = defineError({ code: 'PORT_TAKEN', fault: 'user' })
