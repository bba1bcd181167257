import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the lab keeps what Jupyter would keep in a person's home folder. */
export interface LabPaths {
  readonly config: string
  readonly data: string
  readonly runtime: string
  readonly python: string
  readonly log: string
  readonly buildStatus: string
}

export function labPaths(dir: string): LabPaths {
  return {
    config: join(dir, 'config'), data: join(dir, 'data'), runtime: join(dir, 'runtime'), python: join(dir, 'ipython'),
    log: join(dir, 'lab.log'), buildStatus: join(dir, 'build.json'),
  }
}

/** The server's settings, the same for every start; what differs comes on its command line. */
const server = {
  ServerApp: { jpserver_extensions: { 'tidemark_jupyter.server': true }, port_retries: 0 },
  // News, updates and the extension manager would ask the network, and a first start would open a tab about it.
  LabApp: { news_url: null, check_for_updates_class: 'jupyterlab.NeverCheckForUpdate', extension_manager: 'readonly' },
  MultiKernelManager: { default_kernel_name: 'tidemark' },
  // Kept out of the File menu: they need LaTeX, Playwright or Qt; and ours are there as HTML and PDF.
  ...Object.fromEntries(['LatexExporter', 'WebPDFExporter', 'QtPDFExporter', 'QtPNGExporter', 'TidemarkHTMLExporter', 'TidemarkPDFExporter']
    .map(name => [name, { enabled: false }])),
  // It descends from LaTeX's, which is off; the lab's PDF is ours and stands in front of it.
  PDFExporter: { enabled: true },
}

/** The page's settings, where the person has not chosen others. */
const page = {
  '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
}

/** Writes the settings that are ours and makes the folders; what a person set in the lab itself stays. */
export function writeLabSettings(paths: LabPaths): void {
  for (const dir of [join(paths.config, 'labconfig'), paths.data, paths.runtime, paths.python]) mkdirSync(dir, { recursive: true })
  writeFileSync(join(paths.config, 'jupyter_server_config.json'), `${JSON.stringify(server, null, 2)}\n`)
  writeFileSync(join(paths.config, 'labconfig', 'default_setting_overrides.json'), `${JSON.stringify(page, null, 2)}\n`)
}

export interface LabEnvOptions {
  readonly env: NodeJS.ProcessEnv
  readonly paths: LabPaths
  readonly packageRoot: string
  readonly venv: string
  readonly token: string
  readonly watched: boolean
}

/** The server's environment: a person's own Jupyter is neither read nor written. The token is not on the command line. */
export function labEnv({ env, paths, packageRoot, venv, token, watched }: LabEnvOptions): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !/^(JUPYTER|JPY_|NBCONVERT_|PYTHONHOME$)/.test(name)))
  return {
    ...own,
    JUPYTER_CONFIG_DIR: paths.config, JUPYTER_DATA_DIR: paths.data, JUPYTER_RUNTIME_DIR: paths.runtime, IPYTHONDIR: paths.python,
    JUPYTER_PATH: join(packageRoot, '.jupyter'),
    JUPYTER_TOKEN: token,
    VIRTUAL_ENV: venv,
    TIDEMARK_CLI: join(packageRoot, 'src', 'cli', 'tidemark.cjs'), TIDEMARK_NODE: process.execPath,
    TIDEMARK_LAB_PARENT: 'stdin',
    ...(watched ? { TIDEMARK_WATCH: '1', TIDEMARK_BUILD_STATUS: paths.buildStatus } : {}),
  }
}
