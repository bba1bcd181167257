import type { Field } from '../core/data-type'

/** The watermark's delay on a field, in ms, under Spark's own metadata key; undefined where the field has none. */
export function watermarkDelayMs(of: Pick<Field, 'metadata'>): number | undefined {
  const delay = of.metadata?.[DELAY]
  return typeof delay === 'number' ? delay : undefined
}

export function isTimeWindow(of: Pick<Field, 'metadata'>): boolean {
  return of.metadata?.[TIME_WINDOW] === true
}

/** What a window's column carries, made of its time's. */
export function windowMetadata(time: Field['metadata']): Field['metadata'] {
  const delay = watermarkDelayMs({ metadata: time })
  return { [TIME_WINDOW]: true, ...(delay === undefined ? {} : { [DELAY]: delay }) }
}

export const DELAY = 'spark.watermarkDelayMs'
export const TIME_WINDOW = 'spark.timeWindow'
