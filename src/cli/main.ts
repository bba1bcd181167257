import { Command, CommanderError } from 'commander'
import { isTidemarkError } from '../core/errors'
import { commands } from './commands'
import { processEffects, signalExitCode, type Effects } from './effects'
import { tidemarkVersion } from './version'

/** Runs the program; the exit code is 0, 1 for a run that failed, 2 for a wrong call, 130 after Ctrl-C. */
export async function main(argv: readonly string[], effects: Effects = processEffects()): Promise<number> {
  let exitCode = 0
  const program = new Command('tidemark')
    .description("Event streams in notebooks: Spark Structured Streaming's model, typed, on one machine.")
    .version(tidemarkVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .showHelpAfterError('Run `tidemark --help` to see what there is.')
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      writeOut: text => effects.stdout.write(text),
      writeErr: text => effects.stderr.write(text),
      getOutHelpWidth: () => Math.min(effects.stdout.columns, 100),
      getErrHelpWidth: () => Math.min(effects.stderr.columns, 100),
    })
    .exitOverride()
    .addHelpText('after', '\nWithout servers, notebooks read the recorded tapes in data/; --live reads the local broker instead.')
  for (const add of commands) {
    add(program, effects, code => { exitCode = code })
  }
  try {
    if (argv.length === 0) {
      program.outputHelp()
      return 0
    }
    await program.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    return failed(error, effects, argv.includes('--stack'))
  }
}

function failed(error: unknown, effects: Effects, withStack: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (effects.signal.aborted) {
    effects.stderr.write(`\nInterrupted.${isTidemarkError(error) && error.hint !== undefined ? ` ${error.hint}` : ''}\n`)
    return signalExitCode(effects.signal)
  }
  if (isTidemarkError(error)) effects.stderr.write(`${error.sentence}\n`)
  else effects.stderr.write(`[INTERNAL] ${String(error)}\n  This is a defect of tidemark; --stack shows where.\n`)
  if (withStack && error instanceof Error) effects.stderr.write(`${error.stack ?? ''}\n`)
  return 2
}
