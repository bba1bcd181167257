import { compare } from '../../src/api/prove/compare'
import { rowsText, type Played } from '../../src/api/prove/played'
import { batchOfRows } from '../../src/batch'
import { parseDdl } from '../../src/core'

/** Batches of rows `n`, each with a watermark of its own. */
function played(...batches: readonly (readonly number[])[]): Played {
  const schema = parseDdl('n DOUBLE')
  return {
    batches: batches.map((_, batchId) => ({ batchId, watermark: `w${batchId}` })),
    rows: new Map(batches.map((of, batchId) => [batchId, rowsText([batchOfRows(schema, of.map(n => ({ n })))])])),
  }
}

describe('what two engines made of the same input', () => {
  test('rows in another order are the same', () => {
    expect(compare(played([1, 2, 2], [3]), played([2, 1, 2], [3]))).toEqual({ difference: null, close: false })
  })

  test('a row too many is found in its batch, however often the others have it', () => {
    expect(compare(played([1], [2, 2, 3]), played([1], [2, 3])).difference).toEqual({ what: 'rows', batchId: 1, here: ['{"n":2}'], there: [] })
    expect(compare(played([1, 2, 3, 4, 5]), played([])).difference).toMatchObject({ here: ['{"n":1}', '{"n":2}', '{"n":3}', 'and 2 more rows'], there: [] })
  })

  test('the same rows in other batches are not the same', () => {
    expect(compare(played([1, 2], []), played([1], [2])).difference).toMatchObject({ what: 'rows', batchId: 0 })
    expect(compare(played([1], []), played([1])).difference).toEqual({ what: 'batches', batchId: null, here: ['0, 1'], there: ['0'] })
  })

  test('a double that differs behind its ninth digit is told apart from one that differs before', () => {
    expect(compare(played([0.1 + 0.2]), played([0.3]))).toEqual({ difference: null, close: true })
    expect(compare(played([0.300001]), played([0.3])).difference).toMatchObject({ what: 'rows' })
  })

  test('a watermark, and a failure', () => {
    const other: Played = { batches: [{ batchId: 0, watermark: 'w1' }], rows: new Map() }
    expect(compare(played([]), other).difference).toEqual({ what: 'watermark', batchId: 0, here: ['w0'], there: ['w1'] })
    expect(compare(played([1]), { failed: 'DIVIDE_BY_ZERO' }).difference).toEqual({ what: 'failure', batchId: null, here: ['ran to its end'], there: ['DIVIDE_BY_ZERO'] })
    expect(compare({ failed: 'X' }, { failed: 'X' }).difference).toBeNull()
  })
})
