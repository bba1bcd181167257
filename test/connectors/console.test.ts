import { batchOfRows } from '../../src/batch'
import { consoleSink } from '../../src/connectors'
import { parseDdl } from '../../src/core'

const schema = parseDdl('user STRING, n INT')
const none = { table: () => undefined, register: () => {} }

async function printed(options: Record<string, string | number | boolean>, ...batches: object[][]): Promise<string> {
  let text = ''
  const sink = await consoleSink(() => ({ write: of => { text += of } })).open(options, schema, { queryId: 'q', queryName: null, checkpoint: null, tables: none })
  for (const [batchId, rows] of batches.entries()) {
    await sink.write({ batchId, schema, mode: 'update', batches: rows.length === 0 ? [] : [batchOfRows(schema, rows)] })
  }
  return text
}

// As a real Spark 4.1.1 prints them.
it('prints each batch as a table, also one without rows', async () => {
  expect(await printed({}, [{ user: 'c long long long long long', n: 3 }], [])).toBe(`-------------------------------------------
Batch: 0
-------------------------------------------
+--------------------+---+
|                user|  n|
+--------------------+---+
|c long long long ...|  3|
+--------------------+---+

-------------------------------------------
Batch: 1
-------------------------------------------
+----+---+
|user|  n|
+----+---+
+----+---+

`)
})

it('cuts rows and values as it is told', async () => {
  expect(await printed({ numRows: 1, truncate: 'false' }, [{ user: 'c long long long long long', n: 3 }, { user: 'd', n: null }], [{ user: null, n: 1 }])).toBe(`-------------------------------------------
Batch: 0
-------------------------------------------
+--------------------------+---+
|user                      |n  |
+--------------------------+---+
|c long long long long long|3  |
+--------------------------+---+
only showing top 1 row
-------------------------------------------
Batch: 1
-------------------------------------------
+----+---+
|user|n  |
+----+---+
|NULL|1  |
+----+---+

`)
})

it('lets no value speak to the terminal', async () => {
  expect(await printed({}, [{ user: '\u001b[2Jgone', n: 1 }])).not.toContain('\u001b')
})
