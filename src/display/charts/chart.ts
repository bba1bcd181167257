import type { Batch } from '../../batch/batch'
import { defineError } from '../../core/errors'
import type { OpenWindow } from '../../plan/query'

/** A chart that cannot be drawn as it was asked for. */
export const InvalidChart = defineError({ code: 'INVALID_CHART', fault: 'user' })

/** A Vega-Lite 5 specification: plain JSON. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>

/**
 * What to draw, as data: made by `bar`, `line` and their like, given to `display`. `P` is the columns it encodes, `N`
 * those that must be numbers and `M` those that must be numbers or times; `display` holds them against the frame's own.
 */
export interface Chart<P extends string = string, N extends string = string, M extends string = P> {
  readonly kind: string
  /** The column behind each channel. */
  readonly encodings: Readonly<Record<string, P | N | M | readonly N[] | undefined>>
  /** Only for the compiler. */
  readonly amounts?: N
  readonly measures?: M
  /** It cannot be drawn once for each value of a column. */
  readonly alone?: true
  readonly options: object
  /** The whole picture of these rows: a spec with its data in it. */
  draw(of: Drawing): Picture
}

/** The rows of one frame of a chart. */
export interface Drawing {
  readonly batch: Batch
  /** Windows whose rows may still change. */
  readonly open: readonly OpenWindow[]
  /** Which colour each category has had so far, so that it keeps it from frame to frame. */
  readonly colors: Map<string, number>
  /** Where the picture is one of several: the rows of them all, which scales and colours are made for. */
  readonly panel?: { readonly whole: Batch; readonly height: number }
}

export interface Picture {
  readonly spec: VegaLiteSpec
  readonly title: string
  /** What a reader must know beside the marks: folded categories, open windows, values no chart can hold. */
  readonly notes: readonly string[]
  /** Marks drawn. */
  readonly marks: number
  /** What a reader can do with it where it is drawn live. */
  readonly controls?: Controls
}

export interface Controls {
  /** The axes along which it can be dragged, and zoomed with Alt and the wheel. */
  readonly zoom?: readonly ('x' | 'y')[]
  /** A click on a legend's entry dims the others. */
  readonly legend?: boolean
}

/** `utc`, the zone of the machine that draws (`local`), or one of the tz database. */
export type ZoneName = 'utc' | 'local' | (string & {})

/** Options that every chart takes. */
export interface ChartOptions {
  /** Default: made from the columns. */
  readonly title?: string
  /** What the measure is counted in, shown with its axis: `'ms'`, `'logins'`. */
  readonly unit?: string
  /** Of the whole picture, px; default 720. */
  readonly width?: number
  /** Of the plot, px; default by content. */
  readonly height?: number
  /**
   * The clock its times are told by: `utc` (default), `local` (of the machine the notebook runs on), or a name as
   * `Europe/Berlin`. The axis names it.
   */
  readonly zone?: ZoneName
}

/** How rows that share a mark become one: default `sum`. */
export type Fold = 'sum' | 'mean' | 'min' | 'max'
