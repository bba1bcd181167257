import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { casesIn, play, type Answer, type Cut } from './play'
import { expectedTexts } from './row-text'

const cases = casesIn(__dirname)

describe.each(cases.map(one => [one.name, one] as const))('%s', (_name, one) => {
  test.each(one.cuts)('gives what Spark gives, %s', async cut => {
    expect((await play(one, cut)).answer).toEqual(expected(one.dir, cut))
  })

  test.each(one.cuts)('gives the same killed after each commit and resumed, %s', async cut => {
    const straight = await play(one, cut)
    const resumed = await play(one, cut, true)
    expect(resumed.emitted).toEqual(straight.emitted)
    expect(resumed.answer.failed).toBe(straight.answer.failed)
  })
})

function expected(dir: string, cut: Cut): Answer {
  const { batches, ...rest } = JSON.parse(readFileSync(join(dir, 'expected', `${cut}.json`), 'utf8')) as Answer
  return { ...rest, ...(batches && { batches: batches.map(one => ({ ...one, rows: expectedTexts(one.rows) })) }) }
}
