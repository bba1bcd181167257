import { batchOfRows } from '../../src/batch/rows'
import { valueAt } from '../../src/batch/rows'
import { parseDdl } from '../../src/core/ddl'
import { isTidemarkError } from '../../src/core/errors'
import { bind } from '../../src/expr/bind'
import type { Expression } from '../../src/expr/expression'
import type { EvalContext } from '../../src/expr/registry'

export const context: EvalContext = { batchTimeMs: Date.UTC(2024, 0, 1, 10, 30) }

/** What a column expression gives for each row. */
export function evaluate(of: { readonly expr: Expression }, ddl = 'one INT', rows: readonly object[] = [{ one: 1 }], more: Partial<EvalContext> = {}): unknown[] {
  const schema = parseDdl(ddl)
  const bound = bind(of.expr, schema)
  const vector = bound.evaluate(batchOfRows(schema, rows), { ...context, ...more })
  expect(vector.type).toEqual(bound.type)
  expect(vector.length).toBe(rows.length)
  return rows.map((_, row) => valueAt(vector, row))
}

/** What it gives for one row. */
export function valueOf(of: { readonly expr: Expression }, ddl?: string, row?: object): unknown {
  return evaluate(of, ddl, row === undefined ? undefined : [row])[0]
}

/** The type and the name Spark would print. */
export function described(of: { readonly expr: Expression }, ddl = 'one INT'): { type: string; name: string } {
  const { type, name } = bind(of.expr, parseDdl(ddl))
  return { type: type.kind, name }
}

/** The code of the error that something throws. */
export function code(of: () => unknown): string {
  try {
    of()
  } catch (error) {
    if (isTidemarkError(error)) return error.code
    throw error
  }
  return 'no error'
}
