import { trusted, type Html } from './html'

/**
 * A picture of `renderSvg` as a part of a page: a mark's label is shown where a person points at it. The renderer has
 * escaped everything foreign, in attributes and in text.
 */
export function svgInPage(svg: string): Html {
  return trusted(svg.replace(/<(path|rect|line|text)((?: [\w:-]+="[^"]*")*?) aria-label="([^"]*)"((?: [\w:-]+="[^"]*")*)>/g,
    (_, tag: string, before: string, label: string, after: string) => `<${tag}${before} aria-label="${label}"${after}><title>${label}</title>`))
}
