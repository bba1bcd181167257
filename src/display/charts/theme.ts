/**
 * How every chart looks. One picture for light and dark: nothing behind the plot, and an ink as far from white as from
 * black (4.3 to 1 against #fff and #111).
 */
export const INK = '#747a86'

/** Okabe and Ito's colours without black and yellow, which vanish on dark and on light, a shade stronger for white paper; the colour-blind tell them apart. */
export const COLORS: readonly string[] = ['#0f82c8', '#df9500', '#009e73', '#d55e00', '#cc79a7', '#4aa8e0']

/** What is left when there are more categories than colours. */
export const OTHER_COLOR = '#8e99a6'

/** From little to much, the same for every eye and on every ground. */
export const SEQUENTIAL = 'viridis'

/** Points lie over each other. */
export const POINT_OPACITY = 0.75

/** What lies around a line. */
export const BAND_OPACITY = 0.22

/** Marks that may still change. */
export const OPEN_OPACITY = 0.45

const axis = {
  labelColor: INK, titleColor: INK, labelFontSize: 11, titleFontSize: 12, titleFontWeight: 'normal',
  domainColor: INK, domainOpacity: 0.6, tickColor: INK, tickOpacity: 0.6, tickSize: 4, labelPadding: 4, titlePadding: 8,
  gridColor: INK, gridOpacity: 0.22, labelLimit: 180, labelOverlap: true, labelSeparation: 8, labelFlush: false,
}

export const CONFIG = {
  background: 'transparent',
  font: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  padding: 6,
  view: { stroke: null },
  title: {
    anchor: 'start', frame: 'bounds', color: INK, fontSize: 15, fontWeight: 600, offset: 14,
    subtitleColor: INK, subtitleFontSize: 12, subtitlePadding: 5, subtitleLineHeight: 16,
  },
  axis,
  axisX: { grid: false },
  axisY: { ticks: false, domain: false },
  legend: {
    labelColor: INK, titleColor: INK, labelFontSize: 11, titleFontSize: 12, titleFontWeight: 'normal', labelLimit: 160,
    symbolOpacity: 1, symbolSize: 90, rowPadding: 4, gradientThickness: 10, gradientLength: 140,
    gradientStrokeColor: 'transparent',
  },
  mark: { color: COLORS[0] },
  range: { category: COLORS },
}
