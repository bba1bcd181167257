import type { Batch } from '../batch/batch'
import type { Validity, Vector } from '../batch/vector'
import type { DataType, Schema } from '../core/data-type'
import { defineError, InternalError } from '../core/errors'
import type { Call } from './expression'

/** An operand of the wrong type, found when a plan is analysed; most are red underlines before that. */
export const TypeMismatch = defineError({ code: 'DATATYPE_MISMATCH', fault: 'user' })

export type Options = Readonly<Record<string, unknown>>

/** What a kernel may know beside its arguments. */
export interface EvalContext {
  /** The batch's wall time as logged in the checkpoint: what `currentTimestamp()` says. */
  readonly batchTimeMs: number
  /** Tells the ledger of a record that could not be read as it meant to be. `raw` is a copy of its bytes. */
  readonly report?: (row: number, reason: string, raw: () => Uint8Array) => void
}

/** An expression with its types, ready to run on batches of the schema it was bound to. */
export interface Bound {
  readonly type: DataType
  readonly nullable: boolean
  /** The name Spark would give it: `count(1)`, `upper(user)`. */
  readonly name: string
  /** The value where it is known without a row. */
  readonly constant?: { readonly value: unknown }
  /** Whether it is a function of literals alone. */
  readonly isConstant?: true
  /** Works out what in it depends on literals alone, and throws what fails there, as Spark does before it knows of a row. */
  readonly precompute?: (context: EvalContext) => void
  readonly evaluate: (batch: Batch, context: EvalContext) => Vector
}

interface FunctionOf {
  /** Ours, as `call.fn` has it. */
  readonly name: string
  /** Spark's name: what Spark Connect is sent, and what default column names print. */
  readonly spark: string
  /** What Spark casts each argument to by itself; null: it stays. What follows sees the arguments as cast. */
  takes?(args: readonly DataType[], options: Options): readonly (DataType | null)[]
  /** Whether an argument is evaluated only where it is taken, so that its constants are not worked out before. */
  guards?(at: number): boolean
  /** The result's type, or a TypeMismatch that says what was expected and what came. */
  resultType(args: readonly DataType[], options: Options, bound: readonly Bound[]): DataType
  /** Default: nullable where an argument is. */
  nullable?(args: readonly boolean[], options: Options, types: readonly DataType[], bound: readonly Bound[]): boolean
  /** Spark's printed form where it is not `spark(a, b)`. */
  sql?(args: readonly string[], options: Options): string
  /** Another function that takes over for arguments of these types, and which of them it takes in which order. */
  instead?(args: readonly DataType[]): { readonly of: ScalarFunction; readonly args: readonly number[] } | null
  /** A call with the same result that is cheaper, now that the schema is known; the call itself where there is none. */
  rewrite?(of: Call, schema: Schema): Call
  /** Whether what `rewrite` gives goes by the call's own name. */
  readonly keepsName?: true
}

export interface ScalarFunction extends FunctionOf {
  readonly is: 'scalar'
  /**
   * Which argument Spark evaluates first, and then the other only where that one is not null. Default the left one;
   * `every`: all of them in all rows; `until found`: all, up to one that equals the first.
   */
  readonly evaluates?: 'right first' | 'right unless zero' | 'every' | 'until found'
  /** Whether a row is null where anything fails that the arguments, of these types before Spark casts them, are made of. */
  swallows?(args: readonly DataType[]): boolean
  /** It tells the ledger of records, so that a plan computes it though nobody asks for it. */
  readonly reports?: true
  /** All rows of all arguments at once. */
  evaluate(args: readonly Vector[], of: EvalCall): Vector
  /** `evaluate` for one call of a query, where the kernel gets quicker by what it keeps from batch to batch. */
  begin?(): (args: readonly Vector[], of: EvalCall) => Vector
}

/** A function that must not evaluate every argument for every row: `and`, `when`, `coalesce`. */
export interface LazyFunction extends FunctionOf {
  readonly is: 'lazy'
  evaluate(args: readonly Bound[], batch: Batch, of: EvalCall): Vector
}

export interface EvalCall {
  readonly type: DataType
  readonly rows: number
  readonly options: Options
  readonly context: EvalContext
}

export interface AggregateFunction extends FunctionOf {
  readonly is: 'aggregate'
  /** Spark refuses it on a stream; the way out. */
  readonly batchOnly?: string
  /** A fresh set of accumulators; `slot` numbers groups densely from 0. */
  accumulator(args: readonly DataType[], type: DataType, options: Options): Accumulator
}

/** The running value of one aggregate for every group, column by column. */
export interface Accumulator {
  /** Folds row i into group `slots[i]`; a slot below 0 skips the row. New slots start empty. */
  update(slots: Int32Array, args: readonly Vector[], rows: number): void
  /** The aggregate's value for these groups; where `ofParts`, as Spark has it of groups that it folds in parts and puts together. */
  result(slots: Int32Array, ofParts?: boolean): Vector
  /** Folds group `from[i]` into group `into[i]`, as if its rows had come after; pair after pair, so that a group may take several. */
  merge(into: Int32Array, from: Int32Array): void
  /** Forgets a group, so that its slot can be used again. */
  clear(slot: number): void
  /** What a checkpoint must hold to go on: columns over these groups, and their types. */
  readonly stateTypes: readonly DataType[]
  save(slots: Int32Array): readonly Vector[]
  restore(slots: Int32Array, state: readonly Vector[]): void
}

/** A function of a row's place among the rows of its partition: `rowNumber`, `lag`. It stands before `.over(…)` only. */
export interface WindowFunction extends FunctionOf {
  readonly is: 'placed'
  /** Whether the frame matters to it; else it may be given none. */
  readonly framed: boolean
  /** All rows at once, in the order of the window. */
  evaluate(args: readonly Vector[], of: EvalCall & { readonly places: Places }): Vector
}

/** Where each row's partition, the rows that tie with it, and its frame begin and end; an end is no longer in it. */
export interface Places {
  readonly partitionStart: Int32Array
  readonly partitionEnd: Int32Array
  readonly peerStart: Int32Array
  readonly peerEnd: Int32Array
  readonly frameStart: Int32Array
  readonly frameEnd: Int32Array
}

export type AnyFunction = ScalarFunction | LazyFunction | AggregateFunction | WindowFunction

const functions = new Map<string, AnyFunction>()

/** Registers a function family's members, at load time. */
export function register(...more: readonly AnyFunction[]): void {
  for (const one of more) {
    if (functions.has(one.name)) throw new InternalError(`two functions are called '${one.name}'`)
    functions.set(one.name, Object.freeze(one))
  }
}

export function functionOf(name: string): AnyFunction {
  const found = functions.get(name)
  if (found === undefined) throw new InternalError(`no function family registers '${name}'`)
  return found
}

export function functionNames(): string[] {
  return [...functions.keys()].sort()
}

/** A row is null where any argument is: the rule of most functions. Null = no row is. */
export function anyNull(args: readonly Vector[], rows: number): Validity {
  let validity: Uint8Array | null = null
  for (const arg of args) {
    if (arg.kind === 'null') return new Uint8Array(rows)
    if (arg.validity === null) continue
    if (validity === null) validity = arg.validity.slice(0, rows)
    else for (let i = 0; i < rows; i++) validity[i] &= arg.validity[i]
  }
  return validity
}
