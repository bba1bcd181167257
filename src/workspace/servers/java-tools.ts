import { spawnSync } from 'node:child_process'
import { JavaMissing, MavenMissing } from './errors'

/** Kafka 4 runs on Java 17 or newer. */
const oldestJava = 17

/** Checks that `java` is there and new enough. */
export function requireJava(what = 'Kafka'): void {
  // `java -version` prints to stderr: openjdk version "17.0.15" 2025-04-15, or "1.8.0_402" for Java 8.
  const answer = spawnSync('java', ['-version'], { encoding: 'utf8' })
  const hint = `Install Java ${oldestJava} or newer (Debian, Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17)`
    + (what === 'Kafka' ? ', or run a broker with Docker: docker compose up -d. The tutorials need neither: they run on the tapes in data/.' : '.')
  if (answer.error !== undefined || answer.status !== 0) throw new JavaMissing(`${what} needs Java, and there is no working 'java' on the PATH`, { hint })
  const version = /version "(\d+)(?:\.(\d+))?/.exec(answer.stderr)
  const major = version === null ? oldestJava : Number(version[1]) === 1 ? Number(version[2]) : Number(version[1])
  if (major < oldestJava) throw new JavaMissing(`${what} needs Java ${oldestJava} or newer, and 'java' on the PATH is Java ${major}`, { hint })
}

/** Checks that `mvn` is there. */
export function requireMaven(what = "Kafka's jars"): void {
  const answer = spawnSync('mvn', ['-version'], { encoding: 'utf8' })
  if (answer.error === undefined && answer.status === 0) return
  throw new MavenMissing(`${what} come through Maven, and there is no working 'mvn' on the PATH`, {
    hint: 'Install Maven (Debian, Ubuntu: apt-get install maven; macOS: brew install maven), or run a broker with Docker: docker compose up -d.',
  })
}

/** Which of the two are missing, as a sentence, or null: what a test says when it skips. */
export function missingKafkaTools(): string | null {
  for (const check of [requireJava, requireMaven]) {
    try {
      check()
    } catch (error) {
      if (error instanceof Error) return 'sentence' in error ? String(error.sentence) : error.message
    }
  }
  return null
}
