import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { indexHtml, parseNotebook, reportHtml, type Notebook, type Output } from '../../src/notebook'
import { fixture } from './run-fixture'

const executed = (): Notebook => parseNotebook(readFileSync(fixture('executed'), 'utf8'), 'executed.ipynb')
/** The style sheet is looked at as a picture, not as text. */
const unstyled = (page: string): string => page.replace(/<style>[^]*?<\/style>/, '<style>…</style>')

function expectGolden(name: string, text: string): void {
  const path = join(__dirname, 'goldens', name)
  if (process.env.UPDATE === '1') writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

test('the report of an executed notebook', () => {
  expectGolden('report.html', unstyled(reportHtml(executed(), { name: 'executed.ipynb', indexHref: 'index.html' })))
})

test('the index over reports', () => {
  const notebook = executed()
  const other: Notebook = { ...notebook, cells: [], metadata: {} }
  expectGolden('index.html', unstyled(indexHtml([
    { notebook, name: 'executed', href: 'executed.html' }, { notebook: other, name: 'never-run', href: 'never-run.html' },
  ])))
})

test('code is hidden where the notebook, the option or a tag says so', () => {
  const notebook = executed()
  expect(reportHtml(notebook, { name: 'a' })).toContain('<pre class="r-code">')
  expect(reportHtml(notebook, { name: 'a', hideCode: true })).not.toContain('<pre class="r-code">')
  const hidden: Notebook = { ...notebook, metadata: { tidemark: { hideCode: true } } }
  expect(reportHtml(hidden, { name: 'a' })).not.toContain('<pre class="r-code">')
  expect(reportHtml(hidden, { name: 'a', hideCode: false })).toContain('<pre class="r-code">')
})

// --- hostile outputs -----------------------------------------------------------------------------------------------

const payloads = [
  '<script>alert(1)</script>', '<SCRIPT SRC=//x></SCRIPT>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<svg/onload=alert(1)//',
  '<a href="javascript:alert(1)">x</a>', '<a href="JaVaScRiPt:alert(1)">x</a>', '<a href="java\tscript:alert(1)">x</a>', '<a href="data:text/html,<script>1</script>">x</a>',
  '<a href="//evil.example/x">x</a>', '<a href="vbscript:x">x</a>', '<iframe src="https://evil.example"></iframe>', '<object data="x"></object>', '<embed src=x>',
  '<form action="https://evil.example"><input name=a autofocus onfocus=alert(1)></form>', '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">', '<link rel=stylesheet href="https://evil.example/a.css">', '<style>@import "https://evil.example/a.css";</style>',
  '<div style="background:url(https://evil.example/x)">x</div>', '<div style="background-image:url(\'//evil.example\')">x</div>',
  '<div style="position:fixed;inset:0;width:expression(alert(1))">x</div>', '<p style="color:red;background:u\\72l(//evil.example)">x</p>',
  '<table background="https://evil.example/x"><tr><td>1</td></tr></table>', '<img src="https://evil.example/x.png">', '<img srcset="https://evil.example/x 2x">',
  '<video src="https://evil.example/x" autoplay></video>', '<audio src=x onerror=alert(1)>', '<details ontoggle=alert(1) open><summary>x</summary></details>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>', '<!--><img src=x onerror=alert(1)>-->', '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<template><img src=x onerror=alert(1)></template>', '<p class="r-error r-masthead">x</p>', '</main></body></html><script>alert(1)</script>', '<title></title><img src=x onerror=alert(1)>',
  '<x-y onclick=alert(1)>x</x-y>', '<b onmouseover="alert(1)">x</b>', '<b\u000conclick=alert(1)>x</b>', '<a href="https://ok.example" target=_blank onclick=x ping="//evil.example">x</a>',
  '"><script>alert(1)</script>', "'-alert(1)-'", '{{constructor.constructor("alert(1)")()}}', '\u001b]8;;javascript:alert(1)\u0007x\u001b]8;;\u0007',
]
const svgPayloads = [
  '<script>alert(1)</script>', '<script xlink:href="https://evil.example"/>', '<g onclick="alert(1)"/>', '<rect width="1" height="1" onload="alert(1)"/>',
  '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>', '<FOREIGNOBJECT><img src=x onerror=alert(1)></FOREIGNOBJECT>',
  '<image href="https://evil.example/x.png"/>', '<image xlink:href="javascript:alert(1)"/>', '<image href="data:image/svg+xml;base64,PHN2Zz4="/>', '<use href="https://evil.example/a.svg#x"/>',
  '<use xlink:href="#x"/>', '<a xlink:href="javascript:alert(1)"><text>x</text></a>', '<a href="javascript:alert(1)"><text>x</text></a>',
  '<style>* { background: url(https://evil.example) }</style>', '<rect style="fill:url(https://evil.example/x)"/>', '<rect fill="url(https://evil.example/x#y)"/>',
  '<rect fill="url( \'https://evil.example\' )"/>', '<rect fill="url(#ok)" clip-path="URL(//evil.example)"/>', '<animate attributeName="href" to="javascript:alert(1)"/>',
  '<set attributeName="onmouseover" to="alert(1)"/>', '<title><img src=x onerror=alert(1)></title>', '<desc><script>alert(1)</script></desc>',
  '<text aria-label="x&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</text>', '<path aria-label="\'&quot; onload=alert(1) x=&quot;"/>', '<path role="graphics-symbol" aria-label="</title><script>alert(1)</script>"/>',
  '<filter id="f"><feImage href="https://evil.example"/></filter>', '<pattern id="p"><image href="https://evil.example"/></pattern>', '<metadata><script>1</script></metadata>',
  '<handler xmlns="http://www.w3.org/2001/xml-events">alert(1)</handler>', '<rect class="r-error" id="r-cell-1"/>', '</svg><img src=x onerror=alert(1)><svg>', '<text><tspan onfocus=alert(1) tabindex=0>x</tspan></text>',
]

const output = (data: Record<string, unknown>): Output => ({ output_type: 'display_data', data, metadata: {} })
const holding = (source: string, outputs: readonly Output[], markdown = source): Notebook => ({
  nbformat: 4, nbformat_minor: 5,
  metadata: { tidemark: { run: { executedAt: '2026-01-02T03:04:05Z', ms: 1, versions: { tidemark: source, [source]: source } } } },
  cells: [
    { cell_type: 'markdown', metadata: {}, source: `# ${markdown}\n\n${markdown}\n\n[x](${markdown}) ![${markdown}](${markdown})`, attachments: { [markdown]: { 'image/png': markdown } } },
    { cell_type: 'code', metadata: {}, execution_count: 1, source, outputs },
  ],
})

/** Every tag that is in a page, by a reading of its own: text and attributes are escaped, so `<` begins a tag and `>` ends it. */
function tagsIn(page: string): { name: string; attributes: [string, string][] }[] {
  return [...page.matchAll(/<([a-zA-Z!][\w-]*)((?:\s+[^\s=>"']+(?:="[^"]*")?)*)\s*\/?>/g)].map(([, name, rest]) => ({
    name,
    attributes: [...rest.matchAll(/([^\s=>"']+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key, value]),
  }))
}

function expectHarmless(page: string): void {
  // Nothing is left over that only a lenient reader would take for a tag.
  expect(page.match(/<[a-zA-Z!/]/g)?.length).toBe(tagsIn(page).length + (page.match(/<\/[\w-]+>/g)?.length ?? 0))
  for (const { name, attributes } of tagsIn(page)) {
    expect(name).toMatch(/^(!doctype|html|head|meta|title|style|body|header|main|footer|section|div|span|p|pre|code|em|strong|b|i|small|br|hr|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|figure|figcaption|details|summary|table|caption|colgroup|col|thead|tbody|tfoot|tr|th|td|a|img|time|s|sub|sup|abbr|mark|svg|g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|image|defs|clipPath|linearGradient|radialGradient|stop|desc)$/)
    for (const [key, value] of attributes) {
      expect(key).not.toMatch(/^on|^(srcset|background|action|formaction|ping|srcdoc|target|tabindex|autofocus|begin|to)$/i)
      if (key === 'style') expect(value).not.toMatch(/url|expression|position|@|\\/i)
      else if (key === 'src' || (name === 'image' && key === 'href')) expect(value).toMatch(/^data:image\/(png|jpeg|gif|webp);base64,/)
      else if (key === 'href') expect(value).not.toMatch(/^\s*(javascript|vbscript|data):|^\/\//i)
      if (!['content', 'aria-label', 'title', 'alt'].includes(key) && /url\(/i.test(value)) expect(value).toMatch(/^url\(#c\d+-\d+-[\w-]+\)$/)
      if (key === 'http-equiv') expect(value).toBe('Content-Security-Policy')
    }
  }
  expect(page.match(/<style>/g)).toHaveLength(1)
  expect(page.match(/<\/body>/g)).toHaveLength(1)
  expect(page.match(/<main>/g)).toHaveLength(1)
}

test.each(payloads)('%# hostile markup is text or nothing, wherever it stands: %s', payload => {
  expectHarmless(reportHtml(holding(payload, [
    { output_type: 'stream', name: 'stdout', text: payload }, { output_type: 'stream', name: 'stderr', text: payload },
    { output_type: 'error', ename: payload, evalue: payload, traceback: [payload, payload] },
    ...['text/html', 'text/markdown', 'text/plain', 'image/svg+xml', 'image/png', 'application/vnd.tidemark.table+html', payload].map(mime => output({ [mime]: payload })),
    output({ 'image/svg+xml': `<svg viewBox="0 0 1 1"><text>${payload}</text></svg>`, 'text/html': `<table><tr><td>${payload}</td></tr></table>`, 'text/plain': payload }),
    output({ 'application/vnd.tidemark.provenance+json': { [payload]: payload, list: [payload], rows: [{ [payload]: payload }], deep: { [payload]: { [payload]: payload } } } }),
  ]), { name: payload, indexHref: 'index.html' }))
  expectHarmless(indexHtml([{ notebook: holding(payload, [output({ 'image/svg+xml': payload })]), name: payload, href: 'a.html' }]))
})

test.each(svgPayloads)('%# hostile SVG is drawn without its behaviour: %s', payload => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9" onload="alert(1)"><g>${payload}</g><rect id="ok" width="1" height="1" fill="#4c78a8"/></svg>`
  const page = reportHtml(holding('x', [output({ 'image/svg+xml': svg })]), { name: 'a' })
  expectHarmless(page)
  expect(page).not.toMatch(/evil\.example|alert\(1\)(?!&)[^<]*<\/(?!title|text|desc)/)
})

test('whatever the text, the page stays a page', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...payloads), (noise, payload) => {
    const text = noise + payload + noise
    expectHarmless(reportHtml(holding(text, [output({ 'text/html': text }), output({ 'text/plain': text }), output({ 'image/svg+xml': `<svg>${text}</svg>` })], ''), { name: text }))
  }), { numRuns: 60 })
})

test('a text of a megabyte is cut, and says so', () => {
  const page = reportHtml(holding('x', [output({ 'text/plain': 'y'.repeat(1_000_000) })]), { name: 'a' })
  expect(page.length).toBeLessThan(150_000)
  expect(page).toContain('900000 more characters')
})

test('deeply nested markup does not overflow', () => {
  const deep = '<div>'.repeat(20_000)
  expect(reportHtml(holding('x', [output({ 'text/html': deep }), output({ 'image/svg+xml': `<svg>${'<g>'.repeat(20_000)}</svg>` })]), { name: 'a' })).toContain('</html>')
})
