import { dirname, join, resolve } from 'node:path'
import { InvalidOption } from '../../connectors/contract'
import { NotebookMissing, projectRoot } from '../../notebook'
import { isPrepared, preparePython, startLab } from '../../workspace/servers/jupyter'
import type { AddCommand } from '../command'
import type { Effects } from '../effects'
import { findNotebooks, notebooksDir } from '../find-notebooks'
import { portOf } from '../local-kafka'
import { packageRoot } from '../package-root'
import { stepping } from '../progress'

interface Options {
  readonly port?: string
  readonly ip: string
  readonly token?: string
  readonly browser: boolean
  readonly installOnly?: boolean
}

/** Our part of the Python environment; it ships as its sources. */
const ownPackage = join(packageRoot, 'src', 'notebook', 'jupyter', 'python')

/** `tidemark lab`: JupyterLab with the Tidemark kernel, until Ctrl-C. */
export const addLab: AddCommand = (program, effects, exit) => {
  program.command('lab')
    .description('open JupyterLab on the notebooks here (needs Python 3.10; the first time, pip and a network)')
    .argument('[what]', 'a folder or a notebook (default: notebooks/)')
    .option('-p, --port <port>', 'where it listens; 0 takes any free port (default: 8888, or the next free one)')
    .option('--ip <address>', 'the address it listens on; any but 127.0.0.1 lets other machines in', '127.0.0.1')
    .option('--token <token>', 'what a browser must know to get in (default: a new random one)')
    .option('--no-browser', 'open no browser')
    .option('--install-only', 'make the Python environment, and no more')
    .addHelpText('after', '\nJupyterLab lives in .venv/ of the project, its settings and log under .tidemark/jupyter/; your own Jupyter is not touched.')
    .action(async (what: string | undefined, options: Options) => {
      exit(await lab(what, options, effects))
    })
}

async function lab(what: string | undefined, options: Options, effects: Effects): Promise<number> {
  const { clock, cwd, env, signal, stderr, stdout } = effects
  const port = options.port === undefined ? undefined : portOf(options.port)
  if (options.token === '') throw new InvalidOption('--token takes a text, and got an empty one', { hint: 'Without --token the lab makes one. It is never open to everyone.' })
  const open = whatToOpen(what, effects)
  const folder = effects.files.stat(open).isDirectory ? open : dirname(open)
  const project = projectRoot(join(folder, 'any.ipynb'), cwd)
  const venv = join(project, '.venv')

  if (!isPrepared(venv, ownPackage)) {
    const steps = stepping(stderr, clock)
    await preparePython({ venv, ownPackage, env, signal, clock, onStep: steps.step, onDetail: steps.detail }).finally(steps.end)
  }
  if (options.installOnly === true) return 0

  stderr.write('starting JupyterLab\n')
  // A notebook elsewhere on the disk has a lab of its own folder.
  const inside = open === project || open.startsWith(join(project, '/'))
  const running = await startLab({
    venv, dir: join(project, '.tidemark', 'jupyter'), packageRoot, env, signal, clock, port, open,
    root: inside ? project : folder,
    ip: options.ip, token: options.token, browser: options.browser && hasDisplay(env),
  })
  if (!isLoopback(options.ip)) stderr.write(`Whoever reaches ${options.ip} and knows the token can run any program as you.\n`)
  stdout.write(`JupyterLab: ${running.url}\n`)
  stderr.write(`Ctrl-C ends it. Log: ${running.log}\n`)

  await Promise.race([running.ended, aborted(signal)])
  if (signal.aborted) stderr.write('\nending the kernels and their queries\n')
  await running.stop()
  return 0
}

function whatToOpen(what: string | undefined, { cwd, files }: Effects): string {
  if (what === undefined) {
    const usual = join(cwd, notebooksDir)
    return files.exists(usual) && files.stat(usual).isDirectory ? usual : cwd
  }
  const path = resolve(cwd, what)
  if (files.exists(path) && files.stat(path).isDirectory) return path
  const [found, ...others] = findNotebooks([what], cwd, files)
  if (others.length > 0) throw new NotebookMissing(`'${what}' is a folder`, { hint: 'Name it by its path.' })
  return found
}

/** Elsewhere than on a desktop, a browser would be one in the terminal, or none. */
const hasDisplay = (env: NodeJS.ProcessEnv): boolean =>
  process.platform === 'darwin' || process.platform === 'win32' || Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY)

const isLoopback = (ip: string): boolean => /^127\.|^::1$|^localhost$/.test(ip)

const aborted = (signal: AbortSignal): Promise<void> => new Promise(done => {
  if (signal.aborted) done()
  else signal.addEventListener('abort', () => done(), { once: true })
})
