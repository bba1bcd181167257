import { typeError } from '../../src/notebook/cell/type-error'

const at = (line: number, messageText: string, character = 4): Parameters<typeof typeError>[1][number] =>
  ({ start: { line, character }, messageText, code: 2345 })

test.each([
  [
    'a refusal and what would be valid, whatever stands behind it',
    `Argument of type '["usr"]' is not assignable to parameter of type '[Refused<"there is no column 'usr' here", "user" | "ARRAY<…>">] & ["usr"]'.`,
    "there is no column 'usr' here", 'valid: user, ARRAY<…>',
  ],
  ['a refusal with nothing to choose', `… type 'Refused<"MAP needs two types: 'MAP<STRING>'", never>'.`, "MAP needs two types: 'MAP<STRING>'", undefined],
  ['a union that TypeScript has shortened', `… type 'Refused<"no", "a" | "b" | ... 12 more ... | "z">'.`, 'no', 'valid: a, b, z, and 12 more'],
  ['quotes and backslashes in the sentence', String.raw`… type 'Refused<"no \"x\\y\" here", "a">'.`, String.raw`no "x\y" here`, 'valid: a'],
  ['a sentence as a literal type', `Argument of type 'Column<"STRING">' is not assignable to parameter of type '"avg needs a number, and 'action' is STRING"'.`, "avg needs a number, and 'action' is STRING", undefined],
  ["the user's own long text is no sentence of ours", `Argument of type '"a text of several words"' is not assignable to parameter of type 'number'.`, `Argument of type '"a text of several words"' is not assignable to parameter of type 'number'.`, undefined],
  ['a short literal is no sentence', `Type '"a"' is not assignable to type '"b"'.`, `Type '"a"' is not assignable to type '"b"'.`, undefined],
  ['a library that is not there', "Cannot find module 'tidemark' or its corresponding type declarations.", "Cannot find module 'tidemark' or its corresponding type declarations.", 'Install it where the notebook is: npm install tidemark (or the packed .tgz).'],
])('%s', (_, message, sentence, hint) => {
  const error = typeError(7, [at(2, message)])
  expect(error.evalue).toBe(sentence)
  expect(error.traceback[0]).toBe(`cell 7, line 3: ${sentence}${hint === undefined ? '' : `\n  ${hint}`}`)
  expect(error.traceback.slice(1)).toEqual(sentence === message ? [] : [`TypeScript, at 3:5 (TS2345):\n  ${message}`])
})

test('the sentence may be deep in a chain; the links of a chain are one complaint', () => {
  const error = typeError(1, [at(0, 'No overload matches this call.'), at(0, 'Overload 1 of 2 …'), at(0, `… 'Refused<"no", "a">'`), at(4, 'other')])
  expect(error.traceback).toEqual([
    'cell 1, line 1: no\n  valid: a\ncell 1, line 5: other',
    'TypeScript, at 1:5 (TS2345):\n  No overload matches this call.\n    Overload 1 of 2 …\n      … \'Refused<"no", "a">\'',
  ])
})

test('many complaints are counted, not listed', () => {
  const error = typeError(1, Array.from({ length: 9 }, (_, line) => at(line, `complaint ${line}`)))
  expect(error.traceback).toHaveLength(1)
  expect(error.traceback[0]).toContain('\n… and 4 more')
})
