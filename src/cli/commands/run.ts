import { InvalidArgumentError } from 'commander'
import { availableParallelism } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import {
  findChromium, plainText, printNotebook, printPdf, projectRoot, ReportUnwritable, reportHtml, runWithParameters, stampRun, type Notebook, type ParameterRun,
} from '../../notebook'
import type { AddCommand } from '../command'
import type { Effects } from '../effects'
import { findNotebooks } from '../find-notebooks'
import { leftOutLine, serversOf } from '../needs-servers'
import { createProgress, type Progress } from '../progress'
import { displayPath, readNotebook } from '../read-notebook'
import { checkWritable, publishBytes, publishText, writeIndex } from '../reports-folder'
import { collectParameter, readParameters, unaskedParameters, type RunParameters } from '../run-parameters'
import { tidemarkVersion } from '../version'

interface Options {
  readonly all?: boolean
  readonly live?: boolean
  readonly out: string
  readonly cellTimeout: number
  readonly report: boolean
  readonly pdf?: boolean
  readonly param?: RunParameters
  readonly params?: string
  readonly stack?: boolean
}

/** The port of `tidemark up kafka`. */
const liveBroker = '127.0.0.1:9092'
/** A notebook is two processes, most of them compiling; more would only take turns. */
const atOnce = Math.min(2, availableParallelism())

/** `tidemark run`: notebooks, cell by cell, into executed copies and reports. */
export const addRun: AddCommand = (program, effects, exit) => {
  program.command('run')
    .description('run notebooks and write their executed copies and reports')
    .argument('[notebooks...]', 'files, folders, or names in notebooks/ (default: all of notebooks/)')
    .option('-a, --all', 'run all of notebooks/, but those that need a server')
    .option('--live', `read the live topic (TIDEMARK_KAFKA, else ${liveBroker}) instead of the recorded tapes`)
    .option('-o, --out <folder>', 'where the results go', 'reports')
    .option('--cell-timeout <seconds>', 'how long one cell may run', seconds, 120)
    .option('--no-report', 'write the executed notebooks only')
    .option('--pdf', 'write each report as a PDF too, printed by the Chromium of this machine')
    .option('-p, --param <name=value>', 'give a parameter: what widgets and a cell tagged parameters see (repeatable)', collectParameter)
    .option('--params <file>', 'parameters from a JSON file; --param wins')
    .option('--stack', 'keep whole stack traces in errors')
    .addHelpText('after', '\nExamples:\n  tidemark run                      every notebook in notebooks/\n  tidemark run 03-window --live     one, on the live topic\n  tidemark run 05-report -p day=2021-10-28\n\nExit code: 0; 1 where a cell failed (the report up to there is kept); 2 for a wrong call.')
    .action(async (wanted: string[], options: Options) => {
      exit(await run(options.all === true ? [] : wanted, options, effects))
    })
}

function seconds(text: string): number {
  const value = Number(text)
  // setTimeout's own limit, some 24 days.
  if (!(value > 0 && value * 1000 < 2 ** 31)) throw new InvalidArgumentError('It takes a number of seconds above 0.')
  return value
}

interface Job { readonly path: string; readonly name: string; readonly notebook: Notebook; readonly parameters?: RunParameters }
interface Failure { readonly job: Job; readonly failure: NonNullable<ParameterRun['failure']> }

async function run(wanted: readonly string[], options: Options, effects: Effects): Promise<number> {
  const { cwd, files, stdout, stderr } = effects
  const out = resolve(cwd, options.out)
  const found = nameJobs(findNotebooks(wanted, cwd, files)).map(job => ({ ...job, notebook: readNotebook(job.path, cwd, files) }))
  // What needs more than Node runs where somebody asks for it by name.
  const left = wanted.length === 0 ? found.filter(job => serversOf(job.notebook).length > 0) : []
  const jobs = found.filter(job => !left.includes(job))
  refuseOverwriting(jobs, out, cwd)
  checkWritable(out, cwd, files)
  const parameters = readParameters(options.params, options.param, cwd, files)
  const asked = new Set<string>()
  // Better said now than after the run.
  if (options.pdf === true) findChromium(effects.env)

  const progress = createProgress(stdout, jobs.map(job => job.name))
  const failures: Failure[] = []
  await forEachAtOnce(jobs, effects.signal, async (job, signal) => {
    const result = await runJob({ ...job, parameters }, out, options, { ...effects, signal }, progress)
    for (const name of Object.keys(result.parameters)) asked.add(name)
    if (result.failure !== undefined) failures.push({ job, failure: result.failure })
  })
  progress.close()
  const index = options.report ? writeIndex(out, cwd, files) : undefined
  failures.sort((a, b) => jobs.indexOf(a.job) - jobs.indexOf(b.job))
  // A notebook that failed may not have come to the cell that asks.
  if (failures.length === 0) for (const line of unaskedParameters(parameters, asked)) stderr.write(`\n${line}\n`)
  for (const one of failures) stderr.write(describe(one, out, options, cwd))
  if (left.length > 0) stdout.write(`\n${left.map(job => `${leftOutLine(job.name, job.notebook)}\n`).join('')}`)
  stdout.write(`\n${index === undefined ? `Executed notebooks: ${displayPath(out, cwd)}` : `Reports: ${displayPath(index, cwd)}`}\n`)
  return failures.length === 0 ? 0 : 1
}

async function runJob(job: Job, out: string, options: Options, effects: Effects, progress: Progress): Promise<ParameterRun> {
  const { clock, cwd, env, files } = effects
  const executedAt = new Date(clock.now()).toISOString()
  let cells = 0
  let of = 0
  const result = await runWithParameters(job.notebook, {
    file: displayPath(job.path, cwd), path: job.path, parameters: job.parameters,
    root: projectRoot(job.path, cwd),
    cellTimeoutMs: options.cellTimeout * 1000,
    env: options.live === true ? { ...env, TIDEMARK_KAFKA: env.TIDEMARK_KAFKA ?? liveBroker } : env,
    withStack: options.stack === true,
    signal: effects.signal,
    clock,
    observe: event => {
      if (event.kind !== 'cell') return
      of = event.of
      progress.step(job.name, cells = event.cell - 1, of)
    },
  })
  const executed = stampRun(result.notebook, {
    executedAt,
    ms: Math.round(result.ms),
    versions: { tidemark: tidemarkVersion(), node: process.version },
    ...(result.failure === undefined ? {} : { failedCell: result.failure.cell }),
    ...(Object.keys(result.parameters).length === 0 ? {} : { parameters: result.parameters }),
  })
  publishText(join(out, `${job.name}.ipynb`), printNotebook(executed), cwd, files)
  if (options.report) {
    const page = reportHtml(executed, { name: basename(job.path), indexHref: 'index.html' })
    publishText(join(out, `${job.name}.html`), page, cwd, files)
  }
  if (options.pdf === true) {
    // On paper no link leads to the index.
    const pdf = await printPdf(reportHtml(executed, { name: basename(job.path) }), { env, signal: effects.signal })
    publishBytes(join(out, `${job.name}.pdf`), pdf, cwd, files)
  }
  const ok = result.failure === undefined
  progress.end(job.name, { ok, cells: ok ? of : cells, of, ms: result.ms })
  return result
}

/** Two notebooks of one name, from two folders, must not take each other's place. */
function nameJobs(paths: readonly string[]): { path: string; name: string }[] {
  const taken = new Set<string>()
  return paths.map(path => {
    const own = basename(path, '.ipynb')
    let name = own
    for (let i = 2; taken.has(name); i++) name = `${own}-${i}`
    taken.add(name)
    return { path, name }
  })
}

function refuseOverwriting(jobs: readonly Job[], out: string, cwd: string): void {
  const over = jobs.find(job => dirname(job.path) === out)
  if (over === undefined) return
  throw new ReportUnwritable(`the executed copy would take the place of '${displayPath(over.path, cwd)}' itself`, {
    hint: 'Choose another folder with --out <folder>.',
  })
}

/** Where one run throws, the others are ended before the error goes on. */
async function forEachAtOnce(jobs: readonly Job[], outer: AbortSignal, run: (job: Job, signal: AbortSignal) => Promise<void>): Promise<void> {
  const inner = new AbortController()
  const signal = AbortSignal.any([outer, inner.signal])
  const waiting = [...jobs]
  const work = async (): Promise<void> => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await run(job, signal)
  }
  const errors: unknown[] = []
  await Promise.all(Array.from({ length: atOnce }, () => work().catch((error: unknown) => {
    errors.push(error)
    inner.abort()
  })))
  if (errors.length > 0) throw errors[0]
}

function describe({ job, failure }: Failure, out: string, options: Options, cwd: string): string {
  const said = plainText(failure.error.traceback[0] ?? `${failure.error.ename}: ${failure.error.evalue}`).split('\n').slice(0, 20)
  const kept = displayPath(join(out, `${job.name}.${options.report ? 'html' : 'ipynb'}`), cwd)
  return `\n${displayPath(job.path, cwd)}: cell ${failure.cell} failed\n${said.map(line => `  ${line}\n`).join('')}  Up to there: ${kept}\n`
}
