import type { AnySchema, ArrayOf, StructOf } from '../core/schema-types'

/** The columns of sources that have their own. */
export interface KafkaRecord {
  key: 'BINARY'
  value: 'BINARY'
  topic: 'STRING'
  partition: 'INT'
  offset: 'BIGINT'
  timestamp: 'TIMESTAMP'
  timestampType: 'INT'
}
export interface KafkaRecordWithHeaders extends KafkaRecord {
  headers: ArrayOf<StructOf<{ key: 'STRING'; value: 'BINARY' }>>
}
export interface RateRecord { timestamp: 'TIMESTAMP'; value: 'BIGINT' }
export interface TextRecord { value: 'STRING' }

interface OwnSchemas { kafka: KafkaRecord; rate: RateRecord; text: TextRecord }

/** Nobody has called `schema(…)` yet. */
export interface NoSchema { readonly noSchema: true }

/** What `format(…).schema(…).load()` gives. */
export type Loaded<F extends string, S> = F extends keyof OwnSchemas ? OwnSchemas[F] : S extends NoSchema ? AnySchema : S
