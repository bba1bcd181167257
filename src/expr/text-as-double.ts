import { DOUBLE, type DataType } from '../core/data-type'

/** What an aggregate of numbers takes: text is cast to DOUBLE. */
export function textAsDouble(args: readonly DataType[]): (DataType | null)[] {
  return args.map(({ kind }) => (kind === 'string' ? DOUBLE : null))
}
