import { join } from 'node:path'
import { launch } from './launch'
import { isAlive, sparkPaths, type SparkProcess, type SparkState } from './server-state'

export interface Cluster { readonly dir: string; readonly home: string; readonly master: string }

/** The master of a standalone cluster on a port of this machine. */
export function startMaster({ dir, home }: Omit<Cluster, 'master'>, port: number, webPort: number): SparkProcess {
  return { name: 'master', pid: launch(dir, home, 'spark-class', ['org.apache.spark.deploy.master.Master', '--host', '127.0.0.1', '--port', String(port), '--webui-port', String(webPort)]) }
}

/** A worker process; the application gets an executor of it as soon as it has joined. */
export function startWorker({ dir, home, master }: Cluster, number: number): SparkProcess {
  const folder = join(sparkPaths(dir).scratch, `worker-${number}`)
  return {
    name: `worker ${number}`,
    pid: launch(dir, home, 'spark-class', [
      'org.apache.spark.deploy.worker.Worker', master, '--host', '127.0.0.1', '--cores', '1', '--memory', '1g', '--webui-port', '0', '--work-dir', folder,
    ]),
  }
}

/** The workers of a state that live. */
export function workersOf(dir: string, { processes }: SparkState): SparkProcess[] {
  return processes.filter(({ name, pid }) => name.startsWith('worker') && isAlive(dir, pid))
}

/** How many executors the server has had so far, as its log says. */
export function executorsIn(log: string): number {
  return log.match(/Registered executor NettyRpcEndpointRef/g)?.length ?? 0
}
