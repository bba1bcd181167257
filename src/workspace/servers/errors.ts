import { defineError } from '../../core/errors'

/** No `java` on the PATH, or one too old for Kafka 4 and Spark 4. */
export const JavaMissing = defineError({ code: 'JAVA_MISSING', fault: 'external' })

/** No `mvn` on the PATH, and a server's jars are not there yet. */
export const MavenMissing = defineError({ code: 'MAVEN_MISSING', fault: 'external' })

/** Something else listens on the port. */
export const PortTaken = defineError({ code: 'PORT_TAKEN', fault: 'user' })
