import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { casesIn, play, type Answer, type Case, type Cut, type Played } from './play'
import { expectedTexts } from './row-text'

const cases = casesIn(__dirname)

describe.each(cases.map(one => [one.name, one] as const))('%s', (_name, one) => {
  const plays = new Map<Cut, Promise<Played>>()
  const playedStraight = (cut: Cut): Promise<Played> => plays.get(cut) ?? plays.set(cut, play(one, cut)).get(cut)!

  test.each(one.cuts)('gives what Spark gives, %s', async cut => {
    expect(rounded((await playedStraight(cut)).answer, one)).toEqual(rounded(expected(one.dir, cut), one))
  })

  test.each(one.cuts)('gives the same killed after each commit and resumed, %s', async cut => {
    const straight = await playedStraight(cut)
    const resumed = await play(one, cut, true)
    expect(resumed.emitted).toEqual(straight.emitted)
    expect(resumed.answer.failed).toBe(straight.answer.failed)
  })
})

function expected(dir: string, cut: Cut): Answer {
  const { batches, ...rest } = JSON.parse(readFileSync(join(dir, 'expected', `${cut}.json`), 'utf8')) as Answer
  return { ...rest, ...(batches && { batches: batches.map(one => ({ ...one, rows: expectedTexts(one.rows) })) }) }
}

/** Where a case says so, doubles are compared to nine digits: Spark adds partial results, in an order of its own. */
function rounded(answer: Answer, { closeDoubles }: Case): Answer {
  if (!closeDoubles || answer.batches === undefined) return answer
  const close = (_: string, value: unknown): unknown => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value)
  return { ...answer, batches: answer.batches.map(one => ({ ...one, rows: one.rows.map(row => JSON.stringify(JSON.parse(row), close)) })) }
}

test('README names cases that are there', () => {
  const named = [...readFileSync(join(__dirname, 'README.md'), 'utf8').matchAll(/^\|.*\| (.*) \|$/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([a-z0-9-]+\*?)`/g)].map(([, name]) => name))
  expect(named.length).toBeGreaterThan(50)
  const there = (name: string): boolean => cases.some(one => (name.endsWith('*') ? one.name.startsWith(name.slice(0, -1)) : one.name === name))
  expect(named.filter(name => !there(name))).toEqual([])
})
