import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { isTidemarkError } from '../../src/core/errors'
import { parseNotebook, plainText, printNotebook } from '../../src/notebook'
import { fixture } from './run-fixture'

const said = (text: string): string => {
  try {
    parseNotebook(text, 'a.ipynb')
  } catch (error) {
    if (isTidemarkError(error)) return error.sentence
    throw error
  }
  return 'no error'
}
const withCells = (...cells: unknown[]): string => JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells })

test('a notebook is written as Jupyter writes it, and reading it back gives the same', () => {
  const text = readFileSync(fixture('fine'), 'utf8')
  const notebook = parseNotebook(text, 'fine.ipynb')
  const again = printNotebook(notebook)
  expect(again.endsWith('}\n')).toBe(true)
  expect(parseNotebook(again, 'again')).toEqual(notebook)
  expect(printNotebook(parseNotebook(again, 'again'))).toBe(again)
  expect(Object.keys(JSON.parse(again) as object)).toEqual(['cells', 'metadata', 'nbformat', 'nbformat_minor'])
})

test('texts are lists of lines in the file and single strings in memory, whatever they hold', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom('a', '\n', '\r\n', '\u2028', '')), (a, parts) => {
    const source = a + parts.join('')
    const notebook = parseNotebook(withCells(
      { cell_type: 'markdown', metadata: {}, source },
      { cell_type: 'code', execution_count: 1, metadata: {}, source, outputs: [
        { output_type: 'stream', name: 'stdout', text: source },
        { output_type: 'display_data', metadata: {}, data: { 'text/html': source, 'application/vnd.vegalite.v5+json': { values: [source] } } },
        { output_type: 'error', ename: 'E', evalue: source, traceback: [source] },
      ] },
    ), 'a.ipynb')
    expect(parseNotebook(printNotebook(notebook), 'b.ipynb')).toEqual(notebook)
  }))
})

test('lists of lines are joined, but JSON outputs stay as they are', () => {
  const notebook = parseNotebook(withCells({ cell_type: 'code', execution_count: null, metadata: {}, source: ['a\n', 'b'], outputs: [
    { output_type: 'display_data', metadata: {}, data: { 'image/svg+xml': ['<svg>', '</svg>'], 'application/json': ['a', 'b'] } },
  ] }), 'a.ipynb')
  expect(notebook.cells[0].source).toBe('a\nb')
  expect(notebook.cells[0]).toMatchObject({ outputs: [{ data: { 'image/svg+xml': '<svg></svg>', 'application/json': ['a', 'b'] } }] })
})

test.each([
  ['', /^\[NOTEBOOK_UNREADABLE\] 'a.ipynb' is not JSON[^]*The file is empty/],
  ['{"cells": [', /^\[NOTEBOOK_UNREADABLE\] 'a.ipynb' is not JSON/],
  ['{\n<<<<<<< HEAD\n}', /merge conflict/],
  ['[]', /^\[NOTEBOOK_INVALID\] 'a.ipynb' is not a notebook of nbformat 4: it holds a list/],
  ['null', /it holds null/],
  ['{"nbformat": 3, "worksheets": []}', /it is of nbformat 3[^]*JupyterLab/],
  ['{"cells": []}', /it has no number 'nbformat'/],
  ['{"nbformat": 4, "cells": {}}', /'cells' is not a list/],
  [withCells(7), /cells\[0\] is a number/],
  [withCells({ cell_type: 'markdown', source: '' }, { cell_type: 'heading', source: '' }), /cells\[1\].cell_type is "heading"/],
  [withCells({ cell_type: 'code', source: 5 }), /cells\[0\].source is neither a text nor a list of lines/],
  [withCells({ cell_type: 'code', source: '', outputs: {} }), /cells\[0\].outputs is not a list/],
  [withCells({ cell_type: 'code', source: '', outputs: [{ output_type: 'pyout' }] }), /cells\[0\].outputs\[0\].output_type is "pyout"/],
  [withCells({ cell_type: 'code', source: '', outputs: [{ output_type: 'display_data' }] }), /outputs\[0\].data is missing instead of a MIME bundle/],
])('%# what is not a notebook is refused by name and reason', (text, sentence) => {
  expect(said(text)).toMatch(sentence)
})

test('a byte order mark is no fault', () => {
  expect(parseNotebook(`\uFEFF${withCells()}`, 'a.ipynb').cells).toEqual([])
})

test('keys named __proto__ stay data', () => {
  const text = '{"nbformat":4,"nbformat_minor":5,"metadata":{"__proto__":{"polluted":1}},"cells":[]}'
  expect(printNotebook(parseNotebook(text, 'a.ipynb'))).toContain('"__proto__"')
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('plain text has no escapes, no controls, and redrawn lines as a terminal leaves them', () => {
  expect(plainText('\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007 \u001b[2K\u001b(B')).toBe('red link ')
  expect(plainText('10 %\r50 %\r100 %\r\nnext\tcolumn')).toBe('100 %\nnext\tcolumn')
  expect(plainText('a\u0000b\u0007c\u202ed\u009b31me')).toBe('abcde')
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => {
     
    expect(plainText(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
  }))
})
