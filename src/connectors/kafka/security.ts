import { InvalidOption } from '../contract'
import type { SASLOptions } from 'kafkajs'
import { readFileSync } from 'node:fs'
import type { ConnectionOptions as TlsOptions } from 'node:tls'

/** TLS and SASL as the connection takes them; null = none. */
export interface KafkaSecurity {
  readonly ssl: TlsOptions | null
  readonly sasl: SASLOptions | null
}

export const plaintext: KafkaSecurity = { ssl: null, sasl: null }

/** The security options that are understood, as Spark spells them. */
export const securityOptions = [
  'kafka.security.protocol', 'kafka.sasl.mechanism', 'kafka.sasl.jaas.config',
  'kafka.ssl.truststore.type', 'kafka.ssl.truststore.location', 'kafka.ssl.truststore.certificates',
  'kafka.ssl.keystore.type', 'kafka.ssl.keystore.certificate.chain', 'kafka.ssl.keystore.key', 'kafka.ssl.key.password',
  'kafka.ssl.endpoint.identification.algorithm',
] as const

const protocols = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']

/**
 * Reads Spark's `kafka.security.protocol`, `kafka.sasl.*` and `kafka.ssl.*`. Certificates are PEM, as Java's clients take
 * them too (`kafka.ssl.truststore.type` = PEM): a JKS or PKCS12 store cannot be read here.
 */
export function kafkaSecurity(option: (name: string) => string | undefined): KafkaSecurity {
  const protocol = (option('kafka.security.protocol') ?? 'PLAINTEXT').toUpperCase()
  if (!protocols.includes(protocol)) {
    throw new InvalidOption(`kafka.security.protocol is '${protocol}'`, { hint: `Valid: ${protocols.join(', ')}.` })
  }
  return {
    ssl: protocol.endsWith('SSL') ? tls(option) : null,
    sasl: protocol.startsWith('SASL_') ? sasl(option) : null,
  }
}

function tls(option: (name: string) => string | undefined): TlsOptions {
  for (const store of ['truststore', 'keystore']) {
    const type = option(`kafka.ssl.${store}.type`)
    if (type !== undefined && type.toUpperCase() !== 'PEM') {
      throw new InvalidOption(`kafka.ssl.${store}.type is '${type}', and only PEM can be read`, {
        hint: `Convert it: keytool -exportcert -rfc … > ca.pem, then kafka.ssl.${store}.type = PEM.`,
      })
    }
  }
  const location = option('kafka.ssl.truststore.location')
  const options: TlsOptions = {
    ca: option('kafka.ssl.truststore.certificates') ?? (location === undefined ? undefined : pem(location)),
    cert: option('kafka.ssl.keystore.certificate.chain'),
    key: option('kafka.ssl.keystore.key'),
    passphrase: option('kafka.ssl.key.password'),
  }
  // An empty algorithm is how Kafka says: do not compare the host's name with the certificate's.
  return option('kafka.ssl.endpoint.identification.algorithm') === '' ? { ...options, checkServerIdentity: () => undefined } : options
}

function pem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new InvalidOption(`kafka.ssl.truststore.location: '${path}' cannot be read`, { hint: 'Give the path of a PEM file.', cause })
  }
}

function sasl(option: (name: string) => string | undefined): SASLOptions {
  const mechanism = (option('kafka.sasl.mechanism') ?? 'PLAIN').toUpperCase()
  const jaas = option('kafka.sasl.jaas.config') ?? ''
  const username = /username\s*=\s*"([^"]*)"/.exec(jaas)?.[1]
  const password = /password\s*=\s*"([^"]*)"/.exec(jaas)?.[1]
  if (username === undefined || password === undefined) {
    throw new InvalidOption('kafka.sasl.jaas.config names no username and password', {
      hint: 'org.apache.kafka.common.security.plain.PlainLoginModule required username="…" password="…";',
    })
  }
  switch (mechanism) {
    case 'PLAIN': return { mechanism: 'plain', username, password }
    case 'SCRAM-SHA-256': return { mechanism: 'scram-sha-256', username, password }
    case 'SCRAM-SHA-512': return { mechanism: 'scram-sha-512', username, password }
    default: throw new InvalidOption(`kafka.sasl.mechanism '${mechanism}' is not supported`, { hint: 'Valid: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512.' })
  }
}
