import type { Field } from '../core/data-type'

/** The watermark's delay on a field, in ms, under Spark's own metadata key; undefined where the field has none. */
export function watermarkDelayMs(of: Pick<Field, 'metadata'>): number | undefined {
  const delay = of.metadata?.[DELAY]
  return typeof delay === 'number' ? delay : undefined
}

export function isTimeWindow(of: Pick<Field, 'metadata'>): boolean {
  return of.metadata?.[TIME_WINDOW] === true
}

export const DELAY = 'spark.watermarkDelayMs'
export const TIME_WINDOW = 'spark.timeWindow'
