import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from 'htmlparser2'
import { framesOf, outputText, runTutorial, tutorials, type Tutorial } from './run-tutorial'

let frames: readonly number[]

describe.each(tutorials)('%s', name => {
  let tutorial: Tutorial
  beforeAll(async () => {
    tutorial = await runTutorial(name)
    if (name === '04-visualise') frames = framesOf(tutorial.events)
  }, 300_000)

  test('runs to its end on the tape', () => {
    expect(tutorial.failure).toBeUndefined()
    expect(tutorial.cells.every(cell => cell.execution_count !== null)).toBe(true)
  })

  test('prints and shows what it did before', () => {
    expect(outputText(tutorial.cells)).toBe(golden(name, outputText(tutorial.cells)))
  })

  test('its report is complete in itself', () => {
    expect(whatLoadsOrRuns(tutorial.html)).toEqual([])
  })
})

test('a live chart of 04-visualise goes through at least ten different frames in one output', () => {
  expect(Math.max(...frames)).toBeGreaterThanOrEqual(10)
})

/** Elements and attributes by which a page could run a script or fetch something; links may lead elsewhere. */
function whatLoadsOrRuns(html: string): string[] {
  const found: string[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      if (['script', 'iframe', 'object', 'embed', 'link', 'base', 'form', 'foreignobject'].includes(name)) found.push(`<${name}>`)
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute.startsWith('on')) found.push(`${name} ${attribute}`)
        if (/^\s*javascript:/i.test(value)) found.push(`${name} ${attribute}=${value}`)
        if (/^(src|srcset|xlink:href|poster|data)$/.test(attribute) && !/^(data:|#)/.test(value)) found.push(`${name} ${attribute}=${value}`)
        if (attribute === 'style' && /url\((?!['"]?#)/i.test(value)) found.push(`${name} ${attribute}=${value}`)
      }
    },
  })
  parser.end(html)
  return found
}

function golden(name: string, actual: string): string {
  const path = join(__dirname, 'expected', `${name}.txt`)
  if (process.env.UPDATE === '1' || !existsSync(path)) {
    if (process.env.CI === 'true') throw new Error(`no golden ${path}`)
    writeFileSync(path, `${actual}\n`)
  }
  return readFileSync(path, 'utf8').replace(/\n$/, '')
}
