import { ranks, sourceFiles, target, vendors, type SourceFile } from './rooms'

const files = sourceFiles()
const names = new Set(files.map(file => file.path))
const arrows = files.flatMap(file => file.imports.map(specifier => ({ file, specifier, to: target(file, specifier, names) })))

test('every room has a rank', () => {
  expect([...new Set(files.map(file => file.room))].filter(room => !(room in ranks))).toEqual([])
})

test('a file imports only rooms of lower rank', () => {
  const upward = arrows.filter(({ file, to }) => {
    if (to === null) return false
    const room = to.includes('/') ? to.split('/')[0] : to
    return room !== file.room && !(ranks[room] < ranks[file.room])
  })
  expect(upward.map(({ file, to }) => `${file.path} -> ${to}`)).toEqual([])
})

test('no import cycle', () => {
  expect(cycles()).toEqual([])
})

test('a vendor package is imported in its one room only', () => {
  const strays = arrows.filter(({ file, specifier, to }) => {
    if (to !== null || specifier.startsWith('.') || specifier.startsWith('node:')) return false
    const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
    return vendors[name] !== file.room
  })
  expect(strays.map(({ file, specifier }) => `${file.path}: ${specifier}`)).toEqual([])
})

test('kafkajs\'s inner modules are imported in one file', () => {
  const inner = new Set(arrows.filter(({ specifier }) => specifier.startsWith('kafkajs/')).map(({ file }) => file.path))
  expect([...inner].length).toBeLessThanOrEqual(1)
})

test('no file is longer than 500 lines, and hardly any than 300', () => {
  expect(files.filter(file => file.lines > 500).map(sized)).toEqual([])
  const long = files.filter(file => file.lines > 300).map(sized)
  expect(long.length).toBeLessThanOrEqual(Math.ceil(files.length / 30))
})

test('the type system is not escaped', () => {
  const escapes = files.filter(file => /\bas any\b|: any\b|\bany\[\]|@ts-ignore|@ts-expect-error|@ts-nocheck/.test(withoutComments(file.text)))
  expect(escapes.map(file => file.path)).toEqual([])
})

test('each room is headed by an index', () => {
  const rooms = [...new Set(files.map(file => file.room))].filter(room => !room.endsWith('.ts') && room !== 'cli')
  expect(rooms.filter(room => !names.has(`${room}/index.ts`))).toEqual([])
})

/** Directives are comments too, so those stay. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/(?! *@ts-).*$/gm, '')
}

function sized(file: SourceFile): string {
  return `${file.path} ${file.lines}`
}

/** Each group of files that import each other in a circle; imports of types alone count too. */
function cycles(): string[][] {
  const graph = new Map<string, string[]>()
  for (const { file, to } of arrows) if (to !== null) graph.set(file.path, [...(graph.get(file.path) ?? []), to])
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (path: string): void => {
    index.set(path, index.size)
    low.set(path, index.get(path)!)
    stack.push(path)
    for (const next of graph.get(path) ?? []) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(path, Math.min(low.get(path)!, low.get(next)!))
    }
    if (low.get(path) !== index.get(path)) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1) found.push(group)
  }
  for (const file of files) if (!index.has(file.path)) visit(file.path)
  return found
}
