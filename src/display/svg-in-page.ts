import { trusted, type Html } from './html'

const attributes = '(?: [\\w:-]+="[^"]*")*?'
const mark = new RegExp(`<(path|rect|circle|line)(${attributes}) aria-label="([^"]*)"(${attributes})(?:/>|></\\1>)`, 'g')
// A frame of thousands of marks is half as long without.
const roles = / (?:role|aria-roledescription)="[^"]*"/g

/**
 * A picture of `renderSvg` as a part of a page: a mark's label is its title, which is shown where a person points at it,
 * and read aloud. The renderer has escaped everything foreign, in attributes and in text.
 */
export function svgInPage(svg: string): Html {
  return trusted(svg.replace(mark, (_, tag: string, before: string, label: string, after: string) => `<${tag}${before}${after.replace(roles, '')}><title>${label}</title></${tag}>`))
}
