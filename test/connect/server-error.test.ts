import { sentenceOf } from '../../src/connect/server-error'

test.each([
  ['the condition before it and the SQLSTATE behind it', '[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012', 'DIVIDE_BY_ZERO', 'Division by zero.'],
  ['the query context', '[DIVIDE_BY_ZERO] Division by zero. SQLSTATE: 22012\n== DataFrame ==\n"divide" was called from\nline 3\n', 'DIVIDE_BY_ZERO', 'Division by zero.'],
  ['the plan', "[UNRESOLVED_COLUMN.WITH_SUGGESTION] There is no `x`. SQLSTATE: 42703;\n'Project ['x]\n+- Range (0, 3)", 'UNRESOLVED_COLUMN.WITH_SUGGESTION', 'There is no `x`.'],
  ['a stack', 'Job aborted\n\tat org.apache.spark.X.y(X.scala:1)\n\tat z', undefined, 'Job aborted'],
  ['the exception\'s class', 'java.lang.IllegalArgumentException: bad option\n\nJVM stacktrace:\njava…', undefined, 'bad option'],
])('Spark\'s sentence is shown without %s', (_, message, condition, sentence) => {
  expect(sentenceOf(message, condition)).toBe(sentence)
})
