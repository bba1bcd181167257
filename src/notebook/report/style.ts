import { INK } from '../../display/charts/theme'

/** The reports' one style sheet: ink on paper, light and dark and printed; system fonts, since nothing is fetched. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --sheet: #ffffff; --ink: #1b2430; --quiet: #5b6675; --rule: #dde2e8; --wash: #f4f6f8;
  --tide: #14607a; --alarm: #a3262a; --alarm-wash: #fcf1f0; --caution: #8a5a00; --caution-wash: #fdf6e7; --good: #2b6a3f;
  --keyword: #7a3e9d; --string: #2b6a3f; --number: #9a4a00;
  --serif: Charter, 'Bitstream Charter', 'Iowan Old Style', 'Source Serif 4', Cambria, Georgia, 'DejaVu Serif', serif;
  --sans: 'Avenir Next', 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', system-ui, sans-serif;
  --mono: 'SF Mono', 'Cascadia Code', 'JetBrains Mono', Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12171d; --sheet: #171d25; --ink: #e4e8ec; --quiet: #9aa6b2; --rule: #2c3540; --wash: #1a212a;
    --tide: #6cc0d8; --alarm: #ff8f88; --alarm-wash: #2c1a1c; --caution: #e9b95c; --caution-wash: #2a2316; --good: #7fca97;
    --keyword: #c99bea; --string: #8fce9f; --number: #f0a868;
  }
}
* { box-sizing: border-box }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100% }
body { margin: 0 auto; padding: 3.5rem 1.5rem 4rem; max-width: 56rem; font: 1.0625rem/1.6 var(--serif); overflow-wrap: break-word }
header, footer, h1, h2, h3, h4, h5, h6, table, summary, .r-facts, .r-chart, .r-error-name, .r-missing { font-family: var(--sans) }

.r-masthead { margin: 0 0 2.5rem; padding: 0 0 1.25rem; border-bottom: 1px solid var(--rule) }
.r-kicker { margin: 0; color: var(--tide); font-size: .78rem; font-weight: 600; letter-spacing: .12em; text-transform: uppercase }
.r-kicker a { text-decoration: none }
.r-masthead h1 { margin: .35rem 0 .75rem; font-size: 2.1rem; line-height: 1.18; letter-spacing: -.015em; font-weight: 650 }
.r-facts { display: flex; flex-wrap: wrap; gap: .15rem 1.4rem; margin: 0; padding: 0; list-style: none; color: var(--quiet); font-size: .82rem }
.r-failed { margin: 1rem 0 0; padding: .6rem .9rem; border-left: 3px solid var(--alarm); background: var(--alarm-wash); font-size: .92rem }
.r-failed a { color: inherit }

.r-prose { max-width: 70ch }
.r-prose > :first-child { margin-top: 0 }
p, ul, ol, dl, blockquote, figure { margin: 0 0 1.1rem }
h2, h3, h4, h5, h6 { margin: 2.2rem 0 .6rem; line-height: 1.3; letter-spacing: -.01em; font-weight: 620 }
h2 { font-size: 1.35rem } h3 { font-size: 1.1rem } h4, h5, h6 { font-size: 1rem }
a { color: var(--tide); text-underline-offset: .15em; text-decoration-thickness: .06em }
blockquote { padding-left: 1rem; border-left: 3px solid var(--rule); color: var(--quiet) }
hr { margin: 2rem 0; border: 0; border-top: 1px solid var(--rule) }
img { max-width: 100%; height: auto }
code { font: .86em var(--mono); background: var(--wash); padding: .1em .3em; border-radius: 3px }
pre { margin: 0 0 1.1rem; font: .8rem/1.55 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2 }
pre code { padding: 0; background: none; font-size: inherit }
.r-prose pre { padding: .8rem 1rem; background: var(--wash); border-radius: 4px }

.r-cell { margin: 0 0 1.6rem }
.r-code { margin: 0 0 .7rem; padding: .75rem 1rem; background: var(--wash); border-radius: 4px }
.r-comment { color: var(--quiet); font-style: italic } .r-keyword { color: var(--keyword) }
.r-string { color: var(--string) } .r-number { color: var(--number) }
.r-stream { margin: 0 0 .7rem; padding: .1rem 0 .1rem 1rem; border-left: 2px solid var(--rule) }
.r-stderr { padding: .4rem 1rem; border-left-color: var(--caution); background: var(--caution-wash) }
.r-error { margin: 0 0 1rem; padding: .8rem 1rem; border-left: 3px solid var(--alarm); background: var(--alarm-wash) }
.r-error-name { margin: 0 0 .3rem; color: var(--alarm); font-size: .78rem; font-weight: 650; letter-spacing: .04em }
.r-error pre { margin: 0 } .r-error details { margin-top: .5rem } .r-error details pre { margin: .6rem 0 0; color: var(--quiet) }
.r-missing { color: var(--quiet); font-size: .85rem; font-style: normal }

.r-chart { margin: .4rem 0 1.4rem; padding: 1.1rem 1.1rem .8rem; background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px }
.r-chart svg { display: block; max-width: 100%; height: auto; margin: 0 auto; color: var(--ink); font-family: var(--sans) }
.r-chart svg text { font-family: var(--sans) }
/* Charts are drawn in one ink for every ground; here the ground is known. */
.r-chart svg text[fill="${INK}"], .r-thumb svg text[fill="${INK}"] { fill: var(--quiet) }
.r-chart svg .role-title text[fill="${INK}"] { fill: var(--ink) }
.r-chart path[role=graphics-symbol]:hover { opacity: .8 }
summary { width: fit-content; color: var(--quiet); font-size: .8rem; cursor: pointer }
summary:hover { color: var(--tide) }
details[open] > summary { margin-bottom: .5rem }
.r-data { margin: .6rem 0 0 }
.r-data .r-scroll { max-height: 24rem; overflow: auto }
.r-scroll { overflow-x: auto; margin: 0 0 1rem }

table { border-collapse: collapse; font-size: .84rem; line-height: 1.4; font-variant-numeric: tabular-nums }
caption { padding: 0 0 .4rem; color: var(--quiet); text-align: left }
th { padding: .35rem .9rem .35rem 0; border-bottom: 1.5px solid var(--quiet); text-align: left; font-weight: 600; white-space: nowrap; vertical-align: bottom }
td { padding: .28rem .9rem .28rem 0; border-bottom: 1px solid var(--rule); vertical-align: top }
th:last-child, td:last-child { padding-right: 0 }
td[align=right], th[align=right], td.r-figure, th.r-figure, td.number, th.number, td.num, th.num { text-align: right }
th small { color: var(--quiet); font-weight: 400; font-size: .86em }
.tidemark-table td { max-width: 26rem; overflow-wrap: break-word }
.tidemark-figures { border-collapse: separate; border-spacing: .5rem 0; margin: 0 }
.tidemark-figures td, .tidemark-figures td:last-child { padding: .65rem 1rem; background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px }
.tidemark-figure-name, .tidemark-figure-note, .tidemark-figure-unit { color: var(--quiet); font-size: .78rem }
.tidemark-figure-value { font-size: 1.5rem; line-height: 1.35; font-weight: 620; font-variant-numeric: tabular-nums; white-space: nowrap }
.tidemark-progress, .tidemark-why { font-family: var(--sans); font-size: .84rem }
.tidemark-tiles { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: .3rem 0 }
.tidemark-tile-name, .tidemark-tile-note { color: var(--quiet); font-size: .74rem }
.tidemark-tile-value { font-size: 1.02rem; font-variant-numeric: tabular-nums; white-space: nowrap }
.tidemark-provenance th { vertical-align: top; border-bottom: 1px solid var(--rule) }
.tidemark-rows { margin: .4rem 0 0; color: var(--quiet); font: .78rem var(--sans) }

.r-foot { margin: 3.5rem 0 0; padding: 1.25rem 0 0; border-top: 1px solid var(--rule); color: var(--quiet); font-size: .82rem }
.r-foot h2 { margin: 0 0 .7rem; color: var(--ink); font-size: .95rem }
.r-provenance dl { margin: 0 0 1.2rem }
.r-provenance dl > div { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .15rem 1.2rem; padding: .3rem 0; border-bottom: 1px solid var(--rule) }
.r-provenance dt { font-weight: 600 } .r-provenance dd { margin: 0; color: var(--ink); overflow-wrap: anywhere }
.r-provenance dd > .r-scroll, .r-provenance dd > dl { margin: 0 }

.r-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1.4rem; margin: 0; padding: 0; list-style: none }
.r-card { display: flex; flex-direction: column; height: 100%; background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px; color: inherit; text-decoration: none; overflow: hidden }
.r-card:hover, .r-card:focus-visible { border-color: var(--tide) }
.r-thumb { display: flex; align-items: center; justify-content: center; height: 11rem; padding: .8rem; border-bottom: 1px solid var(--rule); background: var(--wash); overflow: hidden }
.r-thumb svg { width: 100%; height: 100%; color: var(--ink) }
.r-thumb svg text { font-family: var(--sans) }
.r-thumb-name { color: var(--quiet); font: 2.6rem var(--serif); opacity: .5 }
.r-card-text { padding: .9rem 1.1rem 1rem; display: flex; flex-direction: column; flex: 1 }
.r-card h2 { margin: 0 0 .4rem; font-size: 1.08rem }
.r-card p { margin: 0 0 .8rem; font-size: .93rem; line-height: 1.5; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden }
.r-card .r-facts { margin-top: auto }
.r-ok { color: var(--good) } .r-bad { color: var(--alarm) }

@media (max-width: 40rem) { body { padding: 2rem 1rem } .r-masthead h1 { font-size: 1.65rem } .r-provenance dl > div { grid-template-columns: 1fr } }
@media print {
  :root { color-scheme: light; --paper: #fff; --sheet: #fff; --ink: #000; --quiet: #444; --rule: #ccc; --wash: #f6f6f6; --alarm-wash: #fff; --caution-wash: #fff;
    --tide: #14607a; --alarm: #a3262a; --caution: #8a5a00; --good: #2b6a3f; --keyword: #5a2e75; --string: #1e4d2d; --number: #6f3500 }
  @page { margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) ' / ' counter(pages); color: #666; font: 8pt sans-serif } }
  body { max-width: none; padding: 0; font-size: 10pt; orphans: 3; widows: 3 }
  .r-masthead { margin-bottom: 1.5rem } .r-prose { max-width: none } .r-foot { margin-top: 2rem }
  h2, h3, h4, caption, .r-error-name { break-after: avoid } .tidemark-rows { break-before: avoid }
  .r-chart, .r-error, .r-code, .r-failed, .r-provenance dl > div, tr, img, table:not(:has(tbody tr:nth-child(16))) { break-inside: avoid }
  .r-chart { border: 0; padding: 0 }
  pre { font-size: 7.5pt }
  /* A chart's rows and an error's stack are for the screen; any other fold is opened. */
  .r-data, .r-error details { display: none }
  details::details-content { content-visibility: visible; display: block }
  summary { list-style: none } summary::-webkit-details-marker { display: none }
  /* Nobody scrolls on paper: tables are set small, and wrap before they would be cut. */
  .r-scroll { overflow: visible }
  table { font-size: 7.5pt } thead { display: table-header-group }
  th, td { padding-right: .6rem } .tidemark-table td { max-width: none }
  td[style*="anywhere"] { min-width: 7em }
  .tidemark-figures { font-size: 9pt } .tidemark-figure-value { font-size: 13pt }
  table:has(th:nth-child(11)) { font-size: 6pt }
  table:has(th:nth-child(11)) :is(th, td) { white-space: normal !important; overflow-wrap: anywhere; padding-right: .35rem }
}
`
