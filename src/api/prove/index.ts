/** The same recorded input through this engine and a real Spark, compared: `prove`, its files and its receipt. */
export { FolderNotShared, prove, type ProveOptions } from './prove'
export { receiptLines, type Difference, type ProvedInput, type Receipt } from './receipt'
export { NothingRecorded } from './record-input'
