import type * as VegaModule from 'vega'
import type * as VegaLiteModule from 'vega-lite'
import { defineError } from '../core/errors'
import type { VegaLiteSpec } from './charts/chart'

/** A specification that Vega-Lite cannot draw. */
export const ChartNotDrawn = defineError({ code: 'CHART_NOT_DRAWN', fault: 'user' })

/**
 * Draws a Vega-Lite spec as SVG, here, without a browser: the data are in the spec and nothing is fetched. The same spec
 * gives the same text, and ids in it are unlike those of any other picture, so that many can stand in one page.
 */
export async function renderSvg(spec: VegaLiteSpec): Promise<string> {
  const { vega, compile } = await loadVega()
  try {
    // Vega writes into the rows it is given.
    const own = JSON.parse(JSON.stringify(spec)) as unknown
    const compiled = compile(own as Parameters<typeof compile>[0], { logger: quiet(vega) }).spec
    const logger = quiet(vega)
    // An error in the dataflow is logged only, and the picture stays empty.
    let failure: unknown = null
    logger.error = (...said) => {
      failure ??= said[0]
      return logger
    }
    const view = new vega.View(vega.parse(compiled), { renderer: 'none', loader: nothing(vega), logger })
    // Both number their ids per process; the same picture shall be the same text.
    vega.resetSVGClipId()
    vega.resetSVGDefIds()
    const svg = await view.toSVG()
    view.finalize()
    if (failure !== null) throw failure as Error
    return ownIds(svg)
  } catch (error) {
    throw new ChartNotDrawn(`Vega-Lite cannot draw this chart: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error, hint: 'Check its marks and encodings against the Vega-Lite 5 reference.',
    })
  }
}

type Vega = typeof VegaModule & Untyped

/** What Vega exports and its types leave out. */
interface Untyped {
  resetSVGClipId(): void
  resetSVGDefIds(): void
  readonly textMetrics: { width(item: { readonly fontSize?: number }, text: unknown): number }
}

let loaded: Promise<{ vega: Vega; compile: typeof VegaLiteModule.compile }> | undefined

// On first use: it is half a second that a query without a chart need not pay.
function loadVega(): NonNullable<typeof loaded> {
  return loaded ??= Promise.all([import('vega'), import('vega-lite')]).then(([plain, { compile }]) => {
    const vega = plain as unknown as Vega
    // Without a canvas Vega takes every character for 0.8 of the font size, and leaves gaps beside all labels.
    vega.textMetrics.width = (item, text) => widthOf(String(text as string | number | null ?? '')) * (item.fontSize ?? 11)
    return { vega, compile }
  })
}

function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += character > '\u2e80' ? 1 : character > '\u0370' ? 0.66 : /[ilj.,:;'|!()[\]ft ]/.test(character) ? 0.3 : /[A-ZmwMW@%]/.test(character) ? 0.72 : 0.56
  return width
}

function nothing(vega: Vega): ReturnType<Vega['loader']> {
  const refuse = (): Promise<never> => Promise.reject(new ChartNotDrawn('a chart loads nothing: its data are in the frame'))
  return { ...vega.loader(), load: refuse, sanitize: refuse, http: refuse, file: refuse }
}

function quiet(vega: Vega): ReturnType<Vega['logger']> {
  return vega.logger(vega.None)
}

function ownIds(svg: string): string {
  if (!svg.includes(' id="')) return svg
  const own = `t${hash(svg)}-`
  return svg.replace(/ id="([\w-]+)"/g, ` id="${own}$1"`).replace(/(url\(#|href="#)([\w-]+)/g, `$1${own}$2`)
}

/** FNV-1a over UTF-16 units: short, and the same everywhere. */
function hash(text: string): string {
  let sum = 0x811c9dc5
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193)
  return (sum >>> 0).toString(36)
}
