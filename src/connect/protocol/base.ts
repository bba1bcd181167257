import type { MessageTable } from './message'

const session = { sessionId: [1, 'string'], userContext: [2, 'UserContext'] } as const

/** `spark/connect/base.proto`: requests and answers of the service, as far as we use them. */
export const baseMessages = {
  Plan: { root: [1, 'Relation', 'opType'], command: [2, 'Command', 'opType'] },
  UserContext: { userId: [1, 'string'], userName: [2, 'string'] },

  ExecutePlanRequest: {
    ...session,
    clientObservedServerSideSessionId: [8, 'string?'],
    operationId: [6, 'string?'],
    plan: [3, 'Plan'],
    clientType: [4, 'string?'],
    requestOptions: [5, 'ExecutePlanRequest.RequestOption[]'],
  },
  'ExecutePlanRequest.RequestOption': { reattachOptions: [1, 'ReattachOptions', 'requestOption'] },
  ReattachOptions: { reattachable: [1, 'bool'] },
  ExecutePlanResponse: {
    sessionId: [1, 'string'],
    serverSideSessionId: [15, 'string'],
    operationId: [12, 'string'],
    responseId: [13, 'string'],
    observedMetrics: [6, 'ExecutePlanResponse.ObservedMetrics[]'],
    arrowBatch: [2, 'ExecutePlanResponse.ArrowBatch', 'responseType'],
    writeStreamOperationStartResult: [8, 'WriteStreamOperationStartResult', 'responseType'],
    streamingQueryCommandResult: [9, 'StreamingQueryCommandResult', 'responseType'],
    streamingQueryListenerEventsResult: [16, 'StreamingQueryListenerEventsResult', 'responseType'],
    resultComplete: [14, 'ExecutePlanResponse.ResultComplete', 'responseType'],
  },
  'ExecutePlanResponse.ArrowBatch': { rowCount: [1, 'int64'], data: [2, 'bytes'] },
  'ExecutePlanResponse.ObservedMetrics': { name: [1, 'string'], values: [2, 'Expression.Literal[]'], keys: [3, 'string[]'] },
  'ExecutePlanResponse.ResultComplete': {},
  ReattachExecuteRequest: {
    ...session,
    clientObservedServerSideSessionId: [6, 'string?'],
    operationId: [3, 'string'],
    clientType: [4, 'string?'],
    lastResponseId: [5, 'string?'],
  },
  ReleaseExecuteRequest: {
    ...session,
    clientObservedServerSideSessionId: [7, 'string?'],
    operationId: [3, 'string'],
    clientType: [4, 'string?'],
    releaseAll: [5, 'ReleaseExecuteRequest.ReleaseAll', 'release'],
    releaseUntil: [6, 'ReleaseExecuteRequest.ReleaseUntil', 'release'],
  },
  'ReleaseExecuteRequest.ReleaseAll': {},
  'ReleaseExecuteRequest.ReleaseUntil': { responseId: [1, 'string'] },
  ReleaseExecuteResponse: { sessionId: [1, 'string'], serverSideSessionId: [3, 'string'], operationId: [2, 'string?'] },

  AnalyzePlanRequest: {
    ...session,
    clientObservedServerSideSessionId: [17, 'string?'],
    clientType: [3, 'string?'],
    explain: [5, 'AnalyzePlanRequest.Explain', 'analyze'],
    sparkVersion: [10, 'AnalyzePlanRequest.SparkVersion', 'analyze'],
  },
  'AnalyzePlanRequest.Explain': { plan: [1, 'Plan'], explainMode: [2, 'enum AnalyzePlanRequest.Explain.ExplainMode'] },
  'AnalyzePlanRequest.SparkVersion': {},
  AnalyzePlanResponse: {
    sessionId: [1, 'string'],
    serverSideSessionId: [15, 'string'],
    explain: [3, 'AnalyzePlanResponse.Explain', 'result'],
    sparkVersion: [8, 'AnalyzePlanResponse.SparkVersion', 'result'],
  },
  'AnalyzePlanResponse.Explain': { explainString: [1, 'string'] },
  'AnalyzePlanResponse.SparkVersion': { version: [1, 'string'] },

  KeyValue: { key: [1, 'string'], value: [2, 'string?'] },
  ConfigRequest: {
    ...session,
    clientObservedServerSideSessionId: [8, 'string?'],
    operation: [3, 'ConfigRequest.Operation'],
    clientType: [4, 'string?'],
  },
  'ConfigRequest.Operation': { set: [1, 'ConfigRequest.Set', 'opType'], getOption: [4, 'ConfigRequest.GetOption', 'opType'] },
  'ConfigRequest.Set': { pairs: [1, 'KeyValue[]'] },
  'ConfigRequest.GetOption': { keys: [1, 'string[]'] },
  ConfigResponse: { sessionId: [1, 'string'], serverSideSessionId: [4, 'string'], pairs: [2, 'KeyValue[]'], warnings: [3, 'string[]'] },

  InterruptRequest: {
    ...session,
    clientObservedServerSideSessionId: [7, 'string?'],
    clientType: [3, 'string?'],
    interruptType: [4, 'enum InterruptRequest.InterruptType'],
    operationId: [6, 'string', 'interrupt'],
  },
  InterruptResponse: { sessionId: [1, 'string'], serverSideSessionId: [3, 'string'], interruptedIds: [2, 'string[]'] },
  ReleaseSessionRequest: { ...session, clientType: [3, 'string?'] },
  ReleaseSessionResponse: { sessionId: [1, 'string'], serverSideSessionId: [2, 'string'] },

  FetchErrorDetailsRequest: {
    ...session,
    clientObservedServerSideSessionId: [5, 'string?'],
    errorId: [3, 'string'],
    clientType: [4, 'string?'],
  },
  FetchErrorDetailsResponse: {
    serverSideSessionId: [3, 'string'],
    sessionId: [4, 'string'],
    rootErrorIdx: [1, 'int32?'],
    errors: [2, 'FetchErrorDetailsResponse.Error[]'],
  },
  'FetchErrorDetailsResponse.Error': {
    errorTypeHierarchy: [1, 'string[]'],
    message: [2, 'string'],
    causeIdx: [4, 'int32?'],
    sparkThrowable: [5, 'FetchErrorDetailsResponse.SparkThrowable?'],
  },
  'FetchErrorDetailsResponse.SparkThrowable': {
    errorClass: [1, 'string?'],
    messageParameters: [2, 'map<string>'],
    queryContexts: [3, 'FetchErrorDetailsResponse.QueryContext[]'],
    sqlState: [4, 'string?'],
  },
  'FetchErrorDetailsResponse.QueryContext': { fragment: [5, 'string'], callSite: [6, 'string'], summary: [7, 'string'] },
} as const satisfies MessageTable
