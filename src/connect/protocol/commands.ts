import type { MessageTable } from './message'

/** `spark/connect/commands.proto`, as far as streaming queries need it. */
export const commandMessages = {
  Command: {
    writeStreamOperationStart: [6, 'WriteStreamOperationStart', 'commandType'],
    streamingQueryCommand: [7, 'StreamingQueryCommand', 'commandType'],
    streamingQueryListenerBusCommand: [11, 'StreamingQueryListenerBusCommand', 'commandType'],
  },
  WriteStreamOperationStart: {
    input: [1, 'Relation'],
    format: [2, 'string'],
    options: [3, 'map<string>'],
    processingTimeInterval: [5, 'string', 'trigger'],
    availableNow: [6, 'bool', 'trigger'],
    once: [7, 'bool', 'trigger'],
    outputMode: [9, 'string'],
    queryName: [10, 'string'],
    path: [11, 'string', 'sinkDestination'],
  },
  WriteStreamOperationStartResult: { queryId: [1, 'StreamingQueryInstanceId'], name: [2, 'string'], queryStartedEventJson: [3, 'string?'] },
  StreamingQueryInstanceId: { id: [1, 'string'], runId: [2, 'string'] },
  StreamingQueryCommand: {
    queryId: [1, 'StreamingQueryInstanceId'],
    status: [2, 'bool', 'command'],
    recentProgress: [4, 'bool', 'command'],
    stop: [5, 'bool', 'command'],
    processAllAvailable: [6, 'bool', 'command'],
    explain: [7, 'StreamingQueryCommand.ExplainCommand', 'command'],
    awaitTermination: [9, 'StreamingQueryCommand.AwaitTerminationCommand', 'command'],
  },
  'StreamingQueryCommand.ExplainCommand': { extended: [1, 'bool'] },
  'StreamingQueryCommand.AwaitTerminationCommand': { timeoutMs: [2, 'int64?'] },
  StreamingQueryCommandResult: {
    queryId: [1, 'StreamingQueryInstanceId'],
    status: [2, 'StreamingQueryCommandResult.StatusResult', 'resultType'],
    recentProgress: [3, 'StreamingQueryCommandResult.RecentProgressResult', 'resultType'],
    explain: [4, 'StreamingQueryCommandResult.ExplainResult', 'resultType'],
    awaitTermination: [6, 'StreamingQueryCommandResult.AwaitTerminationResult', 'resultType'],
  },
  'StreamingQueryCommandResult.StatusResult': {
    statusMessage: [1, 'string'],
    isDataAvailable: [2, 'bool'],
    isTriggerActive: [3, 'bool'],
    isActive: [4, 'bool'],
  },
  'StreamingQueryCommandResult.RecentProgressResult': { recentProgressJson: [5, 'string[]'] },
  'StreamingQueryCommandResult.ExplainResult': { result: [1, 'string'] },
  'StreamingQueryCommandResult.AwaitTerminationResult': { terminated: [1, 'bool'] },
  StreamingQueryListenerBusCommand: {
    addListenerBusListener: [1, 'bool', 'command'],
    removeListenerBusListener: [2, 'bool', 'command'],
  },
  StreamingQueryListenerEvent: { eventJson: [1, 'string'], eventType: [2, 'enum StreamingQueryEventType'] },
  StreamingQueryListenerEventsResult: { events: [1, 'StreamingQueryListenerEvent[]'], listenerBusListenerAdded: [2, 'bool?'] },
} as const satisfies MessageTable
