import { DataFrame } from 'danfojs-node'
import { spark } from '../../src'
import { batchOfRows } from '../../src/batch/rows'
import { parseDdl } from '../../src/core/ddl'
import { Instant } from '../../src/core/instant'
import type { LedgerEntry } from '../../src/core/ledger'
import { display, figures, provenance } from '../../src/display'
import { batchTable, tableHtml, tableText } from '../../src/display/table'
import { labelText, shortText, visibleText } from '../../src/display/visible-text'
import { recordCell } from './recording-cell'

const at = Instant.ofMillis(Date.UTC(2026, 0, 5, 10))

test('a table has each type below its name, numbers at the right, times in ISO', () => {
  const of = batchOfRows(parseDdl('user STRING, n BIGINT, at TIMESTAMP, w STRUCT<start: TIMESTAMP, end: TIMESTAMP>, x BINARY, tags ARRAY<STRING>'), [
    { user: 'ada', n: 2n ** 60n, at, w: { start: at, end: at }, x: Buffer.from('{"a": 1}'), tags: ['a', 'b"c'] },
    { user: null, n: null, at: null, w: null, x: Uint8Array.of(0xff, 0x00), tags: [] },
  ])
  expect(tableHtml(batchTable(of)).replaceAll(/ style="[^"]*"/g, '')).toBe(`<table class="tidemark-table tex2jax_ignore mathjax_ignore">
<thead><tr><th>user<br><small>STRING</small></th><th>n<br><small>BIGINT</small></th><th>at<br><small>TIMESTAMP</small></th><th>w<br><small>STRUCT&lt;start: TIMESTAMP, end: TIMESTAMP&gt;</small></th><th>x<br><small>BINARY</small></th><th>tags<br><small>ARRAY&lt;STRING&gt;</small></th></tr></thead>
<tbody>
<tr><td>ada</td><td>1152921504606846976</td><td>2026-01-05T10:00:00Z</td><td>2026-01-05T10:00:00Z – 2026-01-05T10:00:00Z</td><td>{&quot;a&quot;: 1}</td><td>[&quot;a&quot;, &quot;b\\&quot;c&quot;]</td></tr>
<tr><td><em>null</em></td><td><em>null</em></td><td><em>null</em></td><td><em>null</em></td><td>[FF 00]</td><td>[]</td></tr>
</tbody></table>
<p class="tidemark-rows">2 rows</p>`)
  expect(tableHtml(batchTable(of))).toContain('text-align:right')
})

test('a long table is cut, and says so', () => {
  const of = batchOfRows(parseDdl('n INT'), Array.from({ length: 1200 }, (_, n) => ({ n })))
  expect(tableHtml(batchTable(of)).match(/<tr>/g)).toHaveLength(1001)
  expect(tableHtml(batchTable(of))).toContain('first 1,000 of 1,200 rows, and 200 more')
  expect(tableText(batchTable(of), { limit: 2 })).toBe('n\n-\n0\n1\nfirst 2 of 1,200 rows, and 1,198 more')
})

test('foreign text is made visible and cut at whole characters', () => {
  expect(visibleText('a\u001b[31m\u202eb\r\n\ud800')).toBe('a␛[31m\\u202eb␍␊\ufffd')
  expect(shortText('ab😀cd', 3)).toBe('ab… (6 characters)')
  expect(labelText('ab😀cd', 4)).toBe('ab…')
})

test('display shows rows, ledgers, streams and DataFrames as tables', async () => {
  const cell = recordCell(true)
  await display([{ a: 1, b: 'x' }, { a: 2, c: null }, 'z'])
  expect(cell.texts(0)).toEqual([`   a  b     c     value
----  ----  ----  -----
   1  x     null  null
   2  null  null  null
null  null  null  z
3 rows`])
  const entry: LedgerEntry = { kind: 'malformed', reason: 'no JSON', batchId: 3, origin: { source: 'topic_log', partition: 2, offset: 41 }, raw: Buffer.from('<b>') }
  await display({ entries: [entry], counts: { malformed: 2, late: 0, quarantined: 0 }, capacity: 1 })
  expect(cell.texts(1)[0]).toBe(`2 malformed, 0 late, 0 quarantined; the first 1 are kept
kind       reason   source     partition  offset  batch  record
---------  -------  ---------  ---------  ------  -----  ------
malformed  no JSON  topic_log          2      41      3  <b>
1 row`)
  expect(cell.last(1)['text/html']).toContain('&lt;b&gt;')
  await display(new DataFrame([{ user: 'ada', n: 1.5 }, { user: '<i>', n: 2 }]))
  expect(cell.texts(2)[0]).toBe('user    n\n----  ---\nada   1.5\n<i>     2\n2 rows')
  await display(spark.streams)
  expect(cell.texts(3)[0]).toBe('No query has been started.')
  await display(spark.createDataFrame([{ n: 1 }], 'n INT'), { caption: 'One <row>' })
  expect(cell.last(4)).toMatchObject({ 'text/plain': 'One <row>\nn\n-\n1\n1 row', 'text/html': expect.stringContaining('One &lt;row&gt;') as string })
  await expect(display(3 as unknown as readonly unknown[])).rejects.toMatchObject({ code: 'NOT_DISPLAYABLE', message: 'display has no form for a number' })
})

test('figures are tiles, and a line each as text', () => {
  const cell = recordCell(true)
  figures({ Logins: 12_345n, 'Busiest <hour>': '10:00–11:00', Mean: { value: 36.7218, unit: 'per hour', note: 'two weeks' }, None: null })
  expect(cell.texts(0)).toEqual(['Logins: 12,345\nBusiest <hour>: 10:00–11:00\nMean: 36.722 per hour (two weeks)\nNone: –'])
  expect(cell.last(0)['text/html']).toContain('Busiest &lt;hour&gt;')
})

test('provenance is data for the report, and a table to look at', async () => {
  const query = await spark.readStream.kafka({ subscribe: 'topic_log', startingOffsets: 'earliest' }).writeStream.queryName('copy').trigger({ availableNow: true }).start()
  await query.awaitTermination()
  const cell = recordCell(true)
  await provenance(query)
  const told = cell.last(0)['application/vnd.tidemark.provenance+json'] as { sources: { offsets: object[]; sha256: string }[]; ledger: object }
  expect(told.sources[0]).toMatchObject({ sha256: expect.stringMatching(/^[\da-f]{64}$/) as string })
  expect(told.sources[0].offsets).toEqual([[0, 13345], [1, 13345], [2, 13344], [3, 0]].map(([partition, to]) => ({ topic: 'topic_log', partition, from: 0, to })))
  expect(told.ledger).toEqual({ malformed: 0, late: 0, quarantined: 0 })
  expect(cell.last(0)['text/html']).toContain(`<code>${told.sources[0].sha256}</code>`)
  expect(cell.texts(0)[0]).toContain('sources[0].offsets[0].to: 13345')
})
