import type { Controls, VegaLiteSpec } from './chart'

/** The marks that a click on another legend entry leaves. */
const DIMMED = 0.1

/**
 * The spec with what a reader can do to it: drag and zoom an axis, pick from the legend. It is the same picture until
 * someone does. A frame that is soon redrawn goes without: the redrawing would undo it.
 */
export function withControls(spec: VegaLiteSpec, { zoom = [], legend = false }: Controls = {}): VegaLiteSpec {
  const params = [
    // With the wheel alone the notebook scrolls.
    ...(zoom.length === 0 ? [] : [{ name: 'zoom', select: { type: 'interval', encodings: zoom, zoom: 'wheel![event.altKey]' }, bind: 'scales' }]),
    ...(legend ? [{ name: 'pick', select: { type: 'point', fields: ['color'] }, bind: 'legend' }] : []),
  ]
  if (params.length === 0) return spec
  // A layered spec's parameters stand in one of its layers, or Vega-Lite would make them once for each.
  const [first, ...rest] = (legend ? layersOf(spec).map(dimmable) : layersOf(spec)).map(layer => ({ ...layer }))
  return spec.layer === undefined ? { ...spec, ...first, params } : { ...spec, layer: [{ ...first, params }, ...rest] }
}

function layersOf(spec: VegaLiteSpec): readonly VegaLiteSpec[] {
  return Array.isArray(spec.layer) ? spec.layer as VegaLiteSpec[] : [spec]
}

function dimmable(layer: VegaLiteSpec): VegaLiteSpec {
  const mark = layer.mark as { readonly opacity?: number }
  // Marks that nobody sees are there for the pointer.
  if (mark.opacity === 0) return layer
  const encoding = layer.encoding as { readonly opacity?: { readonly condition?: object; readonly value?: number } } | undefined
  const { condition, value } = encoding?.opacity ?? {}
  return {
    ...layer,
    encoding: { ...encoding, opacity: { condition: [{ test: { not: { param: 'pick' } }, value: DIMMED }, ...(condition === undefined ? [] : [condition])], value: value ?? mark.opacity ?? 1 } },
  }
}
