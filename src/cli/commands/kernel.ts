import { execFileSync } from 'node:child_process'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { defineError } from '../../core/errors'
import { kernelDisplayName, kernelName, kernelSpecFiles } from '../../notebook'
import type { AddCommand } from '../command'
import type { Effects } from '../effects'
import { runKernel } from '../run-kernel'

/** Where Jupyter would look for a kernel cannot be told, or the kernel's name is none. */
export const KernelPlace = defineError({ code: 'KERNEL_PLACE', fault: 'user' })

interface Place {
  readonly user?: boolean
  readonly sysPrefix?: boolean
  readonly prefix?: string
  readonly name: string
}
interface InstallOptions extends Place { readonly displayName: string }

/** `tidemark kernel`: Tidemark's cells in one's own JupyterLab, notebook or VS Code. */
export const addKernel: AddCommand = (program, effects, exit) => {
  const kernel = program.command('kernel').description('the kernel for JupyterLab, Jupyter Notebook and VS Code')
  place(kernel.command('install').description('make the kernel known to Jupyter and VS Code'))
    .option('--display-name <name>', 'what the menus say', kernelDisplayName)
    .addHelpText('after', '\nExamples:\n  tidemark kernel install\n  tidemark kernel install --sys-prefix     into the active virtual environment\n\nThe folder it prints is honoured by JUPYTER_DATA_DIR.')
    .action((options: InstallOptions) => install(options, effects))
  place(kernel.command('uninstall').description('take it out again'))
    .action((options: Place) => uninstall(options, effects))
  kernel.command('start')
    .description('serve one notebook; Jupyter calls this')
    .argument('<connection-file>', 'what Jupyter wrote for it')
    .action(async (file: string) => exit(await runKernel(file)))
}

const place = (command: Command): Command => command
  .option('--user', "for this user (default)")
  .option('--sys-prefix', 'into the active virtual or conda environment')
  .option('--prefix <folder>', 'under another prefix, in share/jupyter')
  .option('--name <name>', 'the name by which notebooks ask for it', kernelName)

function install(options: InstallOptions, { cwd, env, files, stdout }: Effects): void {
  const dir = kernelDir(options, cwd, env)
  const main = join(__dirname, '..', '..', '..', 'src', 'cli', 'tidemark.cjs')
  files.makeDir(dir)
  for (const [name, text] of Object.entries(kernelSpecFiles([process.execPath, main], options.displayName))) {
    files.replace(join(dir, name), Buffer.from(text, 'utf8'))
  }
  stdout.write(`${dir}\nChoose '${options.displayName}' in JupyterLab's launcher, or in VS Code under Select Kernel, Jupyter Kernel.\n`)
}

function uninstall(options: Place, { cwd, env, files, stdout }: Effects): void {
  const dir = kernelDir(options, cwd, env)
  const names = Object.keys(kernelSpecFiles([]))
  if (!files.exists(join(dir, 'kernel.json'))) {
    throw new KernelPlace(`there is no kernel in '${dir}'`, { hint: 'Give the options that it was installed with.' })
  }
  for (const name of names) if (files.exists(join(dir, name))) files.remove(join(dir, name))
  if (files.list(dir).length === 0) files.remove(dir)
  stdout.write(`${dir} is gone\n`)
}

function kernelDir({ sysPrefix, prefix, name }: Place, cwd: string, env: NodeJS.ProcessEnv): string {
  // Jupyter's own rule.
  if (!/^[a-z0-9._-]+$/i.test(name)) throw new KernelPlace(`'${name}' is no name for a kernel`, { hint: 'Letters, digits, dots, dashes and underscores.' })
  return join(dataDir(prefix === undefined ? sysPrefix === true ? activePrefix(env) : undefined : resolve(cwd, prefix), env), 'kernels', name)
}

/** Jupyter's rule: https://jupyter.readthedocs.io/en/latest/use/jupyter-directories.html#data-files */
function dataDir(prefix: string | undefined, env: NodeJS.ProcessEnv): string {
  if (prefix !== undefined) return join(prefix, 'share', 'jupyter')
  const given = (name: string): string | undefined => (env[name] === undefined || env[name] === '' ? undefined : env[name])
  const home = given('HOME') ?? homedir()
  if (given('JUPYTER_DATA_DIR') !== undefined) return env.JUPYTER_DATA_DIR as string
  if (process.platform === 'darwin') return join(home, 'Library', 'Jupyter')
  if (process.platform === 'win32') return join(given('APPDATA') ?? home, 'jupyter')
  return join(given('XDG_DATA_HOME') ?? join(home, '.local', 'share'), 'jupyter')
}

function activePrefix(env: NodeJS.ProcessEnv): string {
  const active = env.VIRTUAL_ENV ?? env.CONDA_PREFIX
  if (active !== undefined && active !== '') return active
  for (const python of ['python3', 'python']) {
    try {
      return execFileSync(python, ['-c', 'import sys; print(sys.prefix)'], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    } catch {
      // The next name.
    }
  }
  throw new KernelPlace('no environment is active, and there is no python to ask', { hint: 'Activate one, or name it: --prefix <folder>.' })
}
