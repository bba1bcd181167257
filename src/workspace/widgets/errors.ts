import { defineError } from '../../core/errors'

/** A widget that was not made yet, or was removed. */
export const WidgetNotFound = defineError({ code: 'WIDGET_NOT_FOUND', fault: 'user' })

/** A widget made with a name, a default or choices that cannot be. */
export const InvalidWidget = defineError({ code: 'INVALID_WIDGET', fault: 'user' })

/** A value for a widget that is none of its choices. */
export const InvalidWidgetValue = defineError({ code: 'INVALID_WIDGET_VALUE', fault: 'user' })
