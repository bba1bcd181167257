/**
 * The seeded generator of the tutorials' events: what `tidemark seed` sends to a broker and the tape in data/ holds.
 * Records only; sending them is Kafka's business. Repeatable in its records, not in the bytes a broker makes of them.
 */
export { days, firstMoment, generateEvents, partitions } from './generate-events'
export type { GeneratedRecord, GenerateOptions } from './generate-events'
export { badValues } from './bad-values'
export { seedTopic } from './seed-topic'
export type { SeedOptions, Seeded } from './seed-topic'
export { makeTape } from './make-tape'
export type { MakeTapeOptions } from './make-tape'
