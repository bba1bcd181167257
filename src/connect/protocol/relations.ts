import type { MessageTable } from './message'

/** `spark/connect/relations.proto`, as far as we send it. */
export const relationMessages = {
  Relation: {
    read: [2, 'Read', 'relType'],
    project: [3, 'Project', 'relType'],
    filter: [4, 'Filter', 'relType'],
    join: [5, 'Join', 'relType'],
    setOp: [6, 'SetOperation', 'relType'],
    sort: [7, 'Sort', 'relType'],
    limit: [8, 'Limit', 'relType'],
    aggregate: [9, 'Aggregate', 'relType'],
    localRelation: [11, 'LocalRelation', 'relType'],
    deduplicate: [14, 'Deduplicate', 'relType'],
    range: [15, 'Range', 'relType'],
    withWatermark: [33, 'WithWatermark', 'relType'],
  },
  Read: {
    namedTable: [1, 'Read.NamedTable', 'readType'],
    dataSource: [2, 'Read.DataSource', 'readType'],
    isStreaming: [3, 'bool'],
  },
  'Read.NamedTable': { unparsedIdentifier: [1, 'string'], options: [2, 'map<string>'] },
  'Read.DataSource': { format: [1, 'string?'], schema: [2, 'string?'], options: [3, 'map<string>'], paths: [4, 'string[]'] },
  Project: { input: [1, 'Relation'], expressions: [3, 'Expression[]'] },
  Filter: { input: [1, 'Relation'], condition: [2, 'Expression'] },
  Join: {
    left: [1, 'Relation'],
    right: [2, 'Relation'],
    joinCondition: [3, 'Expression'],
    joinType: [4, 'enum Join.JoinType'],
    usingColumns: [5, 'string[]'],
  },
  SetOperation: {
    leftInput: [1, 'Relation'],
    rightInput: [2, 'Relation'],
    setOpType: [3, 'enum SetOperation.SetOpType'],
    isAll: [4, 'bool?'],
    byName: [5, 'bool?'],
  },
  Sort: { input: [1, 'Relation'], order: [2, 'Expression.SortOrder[]'], isGlobal: [3, 'bool?'] },
  Limit: { input: [1, 'Relation'], limit: [2, 'int32'] },
  Aggregate: {
    input: [1, 'Relation'],
    groupType: [2, 'enum Aggregate.GroupType'],
    groupingExpressions: [3, 'Expression[]'],
    aggregateExpressions: [4, 'Expression[]'],
  },
  LocalRelation: { data: [1, 'bytes?'], schema: [2, 'string?'] },
  Deduplicate: {
    input: [1, 'Relation'],
    columnNames: [2, 'string[]'],
    allColumnsAsKeys: [3, 'bool?'],
    withinWatermark: [4, 'bool?'],
  },
  Range: { start: [1, 'int64?'], end: [2, 'int64'], step: [3, 'int64'] },
  WithWatermark: { input: [1, 'Relation'], eventTime: [2, 'string'], delayThreshold: [3, 'string'] },
} as const satisfies MessageTable
