import sanitizeHtml from 'sanitize-html'
import { adaptNeutral, neutralLightness } from './adapt-neutrals'
import { escapeText, raw, type Html } from './html'

const shapes = ['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'image']
const tags = ['svg', 'g', ...shapes, 'defs', 'clipPath', 'linearGradient', 'radialGradient', 'stop', 'title', 'desc']
// Neither style nor any event handler; the one address is an image's, held to data below.
const attributes = [
  'width', 'height', 'viewBox', 'preserveAspectRatio', 'version', 'id', 'class', 'role', 'aria-label', 'aria-hidden', 'aria-roledescription',
  'transform', 'd', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'dx', 'dy', 'fx', 'fy', 'points', 'offset',
  'fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'stroke-dashoffset',
  'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'opacity', 'stop-color', 'stop-opacity', 'display', 'visibility',
  'clip-path', 'clip-rule', 'clipPathUnits', 'gradientUnits', 'gradientTransform', 'spreadMethod', 'pointer-events',
  'font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor', 'dominant-baseline', 'letter-spacing', 'textLength',
]
const ownClass = /^(marks|root|background|foreground|(mark|role)-[\w-]+)$/
const pictureData = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+$/

/**
 * A chart's SVG as markup that can stand inside a page: an allow-list of shapes and presentation attributes, ids made the
 * page's own by a prefix, and a `<title>` per mark from its label, so that pointing at a mark tells its figures. Undefined
 * where the text holds no SVG.
 */
export function sanitiseSvg(svg: string, idPrefix: string, label: string): Html | undefined {
  const adaptive = hasPaperBackground(svg)
  const clean = sanitizeHtml(svg, {
    allowedTags: tags,
    allowedAttributes: { '*': attributes, image: ['href', 'xlink:href'] },
    disallowedTagsMode: 'completelyDiscard',
    selfClosing: [],
    nestingLimit: 200,
    parser: { lowerCaseTags: false, lowerCaseAttributeNames: false, recognizeSelfClosing: true },
    // Addresses are judged here, not by scheme: none but data and the chart's own parts.
    allowedSchemes: ['data'],
    transformTags: {
      '*': (tag, given) => {
        const held = holdAttributes(given, idPrefix)
        const isMark = given.role === 'graphics-symbol' && tag !== 'g'
        return { tagName: tag, attribs: adaptive && !isMark && tag !== 'stop' ? adaptNeutral(held) : held }
      },
    },
  }).trim()
  const root = /<svg[\s>][\s\S]*<\/svg>/.exec(clean)?.[0]
  if (root === undefined) return undefined
  return raw(titleMarks(root).replace(/^<svg/, () => `<svg role="graphics-document" aria-label="${escapeText(oneLine(label))}"`))
}

function holdAttributes(given: sanitizeHtml.Attributes, idPrefix: string): Record<string, string> {
  const held: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (name === 'id') held.id = idPrefix + value.replace(/[^\w-]/g, '_')
    else if (name === 'class') held.class = value.split(/\s+/).filter(word => ownClass.test(word)).join(' ')
    else if (name === 'href' || name === 'xlink:href') {
      if (pictureData.test(value)) held.href = value
    } else if (/url\s*\(/i.test(value)) {
      const own = /^\s*url\(\s*["']?#([^"')\s]+)["']?\s*\)\s*$/i.exec(value)
      if (own !== null) held[name] = `url(#${idPrefix}${own[1].replace(/[^\w-]/g, '_')})`
    } else held[name] = value
  }
  // The page gives its own; a second one would be a doubled attribute.
  if (given.viewBox !== undefined) {
    delete held.role
    delete held['aria-label']
  }
  return held
}

/** Vega paints the page white behind a chart, unless the spec says otherwise; then the chart's colours are its own affair. */
function hasPaperBackground(svg: string): boolean {
  const background = /<svg[^>]*>\s*<rect[^>]*\bfill="([^"]*)"/.exec(svg)?.[1]
  if (background === undefined || background === 'transparent' || background === 'none') return true
  return (neutralLightness(background) ?? 0) > 0.95
}

/** Works on sanitised markup, where attributes are double-quoted and `<`, `>` stand for nothing but tags. */
function titleMarks(markup: string): string {
  const mark = new RegExp(`<(?:${shapes.join('|')})(?: [^<>]*)? aria-label="([^"]*)"[^<>]*>(?!<title>)`, 'g')
  return markup.replace(mark, (tag, label: string) => `${tag}<title>${label}</title>`)
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 300)
