import { systemClock, type Clock } from '../core/clock'
import { diskFiles, type Files } from '../core/files'

/** A stream a person may be looking at. */
export interface Terminal {
  write(what: string | Uint8Array): void
  readonly isTTY: boolean
  readonly columns: number
}

/** Everything a command touches outside itself. */
export interface Effects {
  readonly stdout: Terminal
  readonly stderr: Terminal
  /** All of standard input, as text. */
  stdin(): Promise<string>
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly files: Files
  readonly clock: Clock
  /** Aborts when a person or the system asks the program to stop; its reason is the signal's name. */
  readonly signal: AbortSignal
}

/** The real ones. A first Ctrl-C asks the command to stop; a second one ends the program there and then. */
export function processEffects(): Effects {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(signalExitCode(stop.signal))
      stop.abort(name)
    })
  }
  return {
    stdout: terminal(process.stdout),
    stderr: terminal(process.stderr),
    stdin: async () => {
      const chunks: Buffer[] = []
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks).toString('utf8')
    },
    env: process.env,
    cwd: process.cwd(),
    files: diskFiles,
    clock: systemClock,
    signal: stop.signal,
  }
}

export const signalExitCode = (signal: AbortSignal): number => ({ SIGTERM: 143, SIGHUP: 129 })[String(signal.reason)] ?? 130

function terminal(stream: NodeJS.WriteStream): Terminal {
  // `tidemark … | head` closes the pipe early; that is no error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE') throw error })
  return {
    write: what => { stream.write(what) },
    isTTY: stream.isTTY === true && process.env.TERM !== 'dumb',
    get columns() { return stream.columns ?? 80 },
  }
}
