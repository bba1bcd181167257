/** Streams fed by the program, and tables filled by queries: `memoryStream(schema)` and the sink `memory`. */
export * from './memory-sink'
export * from './memory-stream'
