import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { SparkStartFailed } from './errors'
import { markOf, sparkPaths } from './server-state'

// A master and a worker only look after others: a small heap and a plain collector leave the machine to the query.
// spark-submit would give them to the Connect server too.
const DAEMON = { memory: '256m', options: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1' }

/** Starts one of Spark's scripts in a process of its own that outlives this one; its process id. */
export function launch(dir: string, home: string, script: 'spark-class' | 'spark-submit', args: readonly string[]): number {
  const daemon = script === 'spark-class'
  const log = openSync(sparkPaths(dir).log, 'a')
  try {
    // Each script becomes the java it starts, so the process id is the server's.
    const child = spawn(join(home, 'bin', script), args, {
      detached: true, stdio: ['ignore', log, log], cwd: dir,
      env: {
        ...process.env, SPARK_HOME: home, SPARK_DAEMON_JAVA_OPTS: daemon ? `${markOf(dir)} ${DAEMON.options}` : '', SPARK_DAEMON_MEMORY: daemon ? DAEMON.memory : '1g',
        SPARK_NO_DAEMONIZE: '1', SPARK_LOCAL_IP: '127.0.0.1', SPARK_CONF_DIR: join(home, 'conf'),
      },
    })
    child.on('error', () => {})
    child.unref()
    if (child.pid === undefined) throw new SparkStartFailed('Apache Spark did not start: its script could not be run')
    return child.pid
  } finally {
    closeSync(log)
  }
}
