import type { SinkFormat } from '../connectors/contract'
import { toDdl } from '../core/data-type'
import type { Catalog, Engine, QuerySpec, StreamingQuery } from '../plan/query'
import { isStreaming, type Node } from '../plan/node'
import type { Batch, Traits } from './traits'

/**
 * A table or a stream of rows, as a plan that runs when it is asked for: Spark's DataFrame. `S` maps each column to its
 * type, `I` knows whether rows keep coming and which column has a watermark. The methods stand in the files beside this
 * one, by what a reader looks for (columns, filter, time, groups, order, read, write), and join this interface by
 * declaration merging.
 */
export interface Frame<in out S, in out I extends Traits = Batch> extends FrameCore {
  /** Only for the compiler. */
  readonly types?: { readonly schema: S; readonly traits: I }
}

/** What a frame is made of; methods are written against it. */
export interface FrameCore {
  /** The query so far, as data. */
  readonly plan: Node
  readonly context: FrameContext
}

/** What a frame needs of its session. */
export interface FrameContext {
  readonly engine: Engine
  readonly catalog: Catalog
  /** The sink of that name, or an error naming the nearest. */
  sinkFormat(name: string): SinkFormat
  start(spec: QuerySpec): Promise<StreamingQuery>
}

const methods = {
  toString(this: FrameCore): string {
    return `${isStreaming(this.plan) ? 'Stream' : 'Frame'}[${toDdl(this.plan.schema)}]`
  },
  /** What `console.log` and a cell's last line show. */
  [Symbol.for('nodejs.util.inspect.custom')](this: FrameCore): string {
    return this.toString()
  },
}

/** Adds methods and getters to every frame, at load time; their types stand beside them in an interface merged here. */
export function defineFrameMethods(more: object & ThisType<FrameCore>): void {
  Object.defineProperties(methods, Object.getOwnPropertyDescriptors(more))
}

/** A frame over a plan; the caller knows its types. */
export function makeFrame<S, I extends Traits>(plan: Node, context: FrameContext): Frame<S, I> {
  const made = Object.create(methods, {
    plan: { value: plan, enumerable: true },
    context: { value: context },
  }) as Frame<S, I>
  return Object.freeze(made)
}

/** A frame over another plan in the same session. */
export function derive(of: FrameCore, plan: Node): FrameCore {
  return makeFrame(plan, of.context)
}
