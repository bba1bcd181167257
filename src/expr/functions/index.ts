/** Every function family: what `import { … } from 'tidemark'` offers to say about columns. */
export * from './aggregates'
export * from './cast'
export * from './comparison'
export * from './json'
export * from './logic'
export * from './window'
