import type { MessageTable } from './message'

/** `spark/connect/expressions.proto` and the origin of `common.proto`, as far as we send them. */
export const expressionMessages = {
  Expression: {
    common: [18, 'ExpressionCommon'],
    literal: [1, 'Expression.Literal', 'exprType'],
    unresolvedAttribute: [2, 'Expression.UnresolvedAttribute', 'exprType'],
    unresolvedFunction: [3, 'Expression.UnresolvedFunction', 'exprType'],
    unresolvedStar: [5, 'Expression.UnresolvedStar', 'exprType'],
    alias: [6, 'Expression.Alias', 'exprType'],
    window: [11, 'Expression.Window', 'exprType'],
    cast: [7, 'Expression.Cast', 'exprType'],
    unresolvedExtractValue: [12, 'Expression.UnresolvedExtractValue', 'exprType'],
  },
  'Expression.Literal': {
    null: [1, 'DataType', 'literalType'],
    binary: [2, 'bytes', 'literalType'],
    boolean: [3, 'bool', 'literalType'],
    integer: [6, 'int32', 'literalType'],
    long: [7, 'int64', 'literalType'],
    float: [10, 'float', 'literalType'],
    double: [11, 'double', 'literalType'],
    string: [13, 'string', 'literalType'],
    date: [16, 'int32', 'literalType'],
    timestamp: [17, 'int64', 'literalType'],
    dayTimeInterval: [21, 'int64', 'literalType'],
  },
  'Expression.UnresolvedAttribute': { unparsedIdentifier: [1, 'string'] },
  'Expression.UnresolvedFunction': { functionName: [1, 'string'], arguments: [2, 'Expression[]'], isDistinct: [3, 'bool'] },
  'Expression.UnresolvedStar': { unparsedTarget: [1, 'string?'] },
  'Expression.Alias': { expr: [1, 'Expression'], name: [2, 'string[]'], metadata: [3, 'string?'] },
  'Expression.Cast': {
    expr: [1, 'Expression'],
    type: [2, 'DataType', 'castToType'],
    typeStr: [3, 'string', 'castToType'],
    evalMode: [4, 'enum Expression.Cast.EvalMode'],
  },
  'Expression.UnresolvedExtractValue': { child: [1, 'Expression'], extraction: [2, 'Expression'] },
  'Expression.Window': {
    windowFunction: [1, 'Expression'],
    partitionSpec: [2, 'Expression[]'],
    orderSpec: [3, 'Expression.SortOrder[]'],
    frameSpec: [4, 'Expression.Window.WindowFrame'],
  },
  'Expression.Window.WindowFrame': {
    frameType: [1, 'enum Expression.Window.WindowFrame.FrameType'],
    lower: [2, 'Expression.Window.WindowFrame.FrameBoundary'],
    upper: [3, 'Expression.Window.WindowFrame.FrameBoundary'],
  },
  'Expression.Window.WindowFrame.FrameBoundary': {
    currentRow: [1, 'bool', 'boundary'],
    unbounded: [2, 'bool', 'boundary'],
    value: [3, 'Expression', 'boundary'],
  },
  'Expression.SortOrder': {
    child: [1, 'Expression'],
    direction: [2, 'enum Expression.SortOrder.SortDirection'],
    nullOrdering: [3, 'enum Expression.SortOrder.NullOrdering'],
  },
  ExpressionCommon: { origin: [1, 'Origin'] },
  Origin: { pythonOrigin: [1, 'PythonOrigin', 'function'] },
  PythonOrigin: { fragment: [1, 'string'], callSite: [2, 'string'] },
} as const satisfies MessageTable
