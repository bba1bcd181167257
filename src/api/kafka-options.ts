/**
 * Options of the Kafka source, under Spark's names. Exactly one of `subscribe`, `subscribePattern` and `assign`.
 * Offsets per partition are JSON, as in Spark (`'{"topic_log":{"0":23,"1":-1}}'`, -2 = earliest, -1 = latest).
 */
export interface KafkaOptions {
  /** Brokers, as `host:port` with commas between. Without it the session's default holds: `TIDEMARK_KAFKA`, else the tape in `data/`. */
  readonly 'kafka.bootstrap.servers'?: string
  /** The same as `kafka.bootstrap.servers`. */
  readonly brokers?: string
  /** A folder with a recorded topic, read as a broker would give it. */
  readonly tape?: string
  /** Topics, with commas between. */
  readonly subscribe?: string
  /** A regular expression of topic names. */
  readonly subscribePattern?: string
  /** Partitions as JSON: `'{"topic_log":[0,1]}'`. */
  readonly assign?: string
  /** Where a new query starts: `'earliest'`, `'latest'` (default of a stream) or JSON. A restarted query goes on from its checkpoint. */
  readonly startingOffsets?: 'earliest' | 'latest' | (string & {})
  /** Where a batch ends: `'latest'` (default) or JSON. */
  readonly endingOffsets?: 'latest' | (string & {})
  /** Where a new query starts, by time: at each partition's first record at or after it, in ms since 1970. Goes before offsets. */
  readonly startingTimestamp?: number | string
  /** The same for each partition, as JSON: `'{"topic_log":{"0":1635501600000}}'`. */
  readonly startingOffsetsByTimestamp?: string
  /** Where no record is as young: `'error'` (default), or `'latest'` to wait for what comes. */
  readonly startingOffsetsByTimestampStrategy?: 'error' | 'latest'
  /** Where a batch ends, by time: before each partition's first record at or after it; at its end where none is. */
  readonly endingTimestamp?: number | string
  /** The same for each partition, as JSON. */
  readonly endingOffsetsByTimestamp?: string
  /** Records a micro-batch may take in all, shared out by what each partition holds. */
  readonly maxOffsetsPerTrigger?: number | string
  /** Whether a query fails when records it was to read are gone; default true. */
  readonly failOnDataLoss?: boolean | string
  /** `'read_committed'` leaves records of aborted transactions out; the default, as in Spark, is `'read_uncommitted'`. */
  readonly 'kafka.isolation.level'?: 'read_committed' | 'read_uncommitted'
  /** Whether each record batch's checksum is checked. */
  readonly 'kafka.check.crcs'?: boolean | string
  /** The most bytes one fetch takes from a partition. */
  readonly 'kafka.max.partition.fetch.bytes'?: number | string
  /** What the broker's logs call this reader. */
  readonly 'kafka.client.id'?: string
  readonly 'kafka.security.protocol'?: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL'
  readonly 'kafka.sasl.mechanism'?: string
  readonly 'kafka.sasl.jaas.config'?: string
  readonly 'kafka.ssl.truststore.type'?: 'PEM'
  readonly 'kafka.ssl.truststore.location'?: string
  readonly 'kafka.ssl.truststore.certificates'?: string
  readonly 'kafka.ssl.keystore.type'?: 'PEM'
  readonly 'kafka.ssl.keystore.certificate.chain'?: string
  readonly 'kafka.ssl.keystore.key'?: string
  readonly 'kafka.ssl.key.password'?: string
  readonly 'kafka.ssl.endpoint.identification.algorithm'?: string
  /** Spark has these; no consumer group is joined and one process reads, so they change nothing here. */
  readonly 'kafka.group.id'?: string
  readonly groupIdPrefix?: string
  readonly minPartitions?: number | string
}
