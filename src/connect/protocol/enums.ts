/** The numbers of the protocol's enumerations, by their names on the wire. */
export const enums = {
  'Expression.Cast.EvalMode': { EVAL_MODE_TRY: 3 },
  'Expression.SortOrder.SortDirection': { SORT_DIRECTION_ASCENDING: 1, SORT_DIRECTION_DESCENDING: 2 },
  'Expression.SortOrder.NullOrdering': { SORT_NULLS_FIRST: 1, SORT_NULLS_LAST: 2 },
  'Expression.Window.WindowFrame.FrameType': { FRAME_TYPE_ROW: 1, FRAME_TYPE_RANGE: 2 },
  'Join.JoinType': {
    JOIN_TYPE_INNER: 1, JOIN_TYPE_FULL_OUTER: 2, JOIN_TYPE_LEFT_OUTER: 3, JOIN_TYPE_RIGHT_OUTER: 4, JOIN_TYPE_LEFT_ANTI: 5,
    JOIN_TYPE_LEFT_SEMI: 6, JOIN_TYPE_CROSS: 7,
  },
  'SetOperation.SetOpType': { SET_OP_TYPE_INTERSECT: 1, SET_OP_TYPE_UNION: 2, SET_OP_TYPE_EXCEPT: 3 },
  'Aggregate.GroupType': { GROUP_TYPE_GROUPBY: 1, GROUP_TYPE_GROUPING_SETS: 5 },
  'AnalyzePlanRequest.Explain.ExplainMode': { EXPLAIN_MODE_SIMPLE: 1 },
  'InterruptRequest.InterruptType': { INTERRUPT_TYPE_OPERATION_ID: 3 },
  StreamingQueryEventType: { QUERY_PROGRESS_EVENT: 1, QUERY_TERMINATED_EVENT: 2, QUERY_IDLE_EVENT: 3 },
} as const
