import { approxCountDistinct, spark } from '../../src'
import { refuses } from '../support/refuses'

// Spark 4.1.1's own figures for `spark.range(100000)`.
test.each([[0.39, 78139], [0.2, 89779], [0.1, 102065], [0.05, 95546], [0.02, 100183], [0.01, 100425], [0.005, 100168], [0.002, 100104]])('off by %d, 100,000 ids are about %d, as in Spark', async (rsd, about) => {
  expect(await spark.range(100_000).agg(approxCountDistinct('id', rsd)).collect()).toEqual([{ 'approx_count_distinct(id)': BigInt(about) }])
})

test('a deviation that no table has, and one that needs more memory than there is, are refused', () => {
  for (const rsd of [0.4, 1.5, 0, -0.1, 0.0001, NaN]) refuses(() => approxCountDistinct('id', rsd), { code: 'FAILED_FUNCTION_CALL', hint: '0.0003 to 0.39' })
})
