import type { Field } from '../core/data-type'

/** The watermark's delay on a field, in ms, under Spark's own metadata key; undefined where the field has none. */
export function watermarkDelayMs(of: Pick<Field, 'metadata'>): number | undefined {
  const delay = of.metadata?.[DELAY]
  return typeof delay === 'number' ? delay : undefined
}

/** Whether a field is a window of time, of a fixed length or a session's. */
export function isTimeWindow(of: Pick<Field, 'metadata'>): boolean {
  return of.metadata?.[TIME_WINDOW] === true || isSessionWindow(of)
}

export function isSessionWindow(of: Pick<Field, 'metadata'>): boolean {
  return of.metadata?.[SESSION_WINDOW] === true
}

/** What a window's column carries, made of its time's. */
export function windowMetadata(time: Field['metadata'], marker = TIME_WINDOW): Field['metadata'] {
  return { [marker]: true, ...delayOnly(time) }
}

/** Of what a column carries, its watermark. */
export function delayOnly(of: Field['metadata']): Field['metadata'] {
  const delay = watermarkDelayMs({ metadata: of })
  return delay === undefined ? {} : { [DELAY]: delay }
}

export const DELAY = 'spark.watermarkDelayMs'
export const TIME_WINDOW = 'spark.timeWindow'
export const SESSION_WINDOW = 'spark.sessionWindow'
