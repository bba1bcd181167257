/** Batches on the terminal: the sink `console`. */
export * from './console-sink'
