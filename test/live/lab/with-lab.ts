/**
 * A real JupyterLab, with our kernel, in a real Chromium. A test says what a person does:
 *
 *     describeLive('…', [jupyterLab, chromium], () => {
 *       test('…', () => withLab(async lab => {
 *         const page = await lab.open('03-window.ipynb')      // a copy: what is saved changes no committed notebook
 *         await page.runAll()                                 // and waits until the kernel is idle
 *         expect(page.errors()).resolves.toEqual([])
 *         await page.outputs(2)                               // code cells are counted from 1, as the runner does
 *         await page.screenshot('03-window')                  // .tidemark/pictures/03-window.png, to be looked at
 *         await page.close({ save: true })
 *         expect(lab.consoleErrors).toEqual([])
 *         expect(lab.foreignRequests).toEqual([])
 *       }), labTimeout)
 *     })
 *
 * Each `withLab` has a server, a project folder and a browser profile of its own on a free port, and leaves nothing: when
 * it returns, server, kernels and browser have ended. `notebooks` puts notebooks of the test's own beside the tutorials.
 * What a page shows is read in two ways: `outputs` from the notebook's model (what would be saved), `shown` and `chart`
 * from the page (what a person sees).
 */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../../../src/notebook'
import { startLab, type RunningLab } from '../../../src/workspace/servers/jupyter'
import { openPage, type LabPage } from './lab-page'

export const root = resolve(__dirname, '../../..')
/** Starting a server, a browser and a kernel, and compiling a notebook's cells, on a machine that does other things too. */
export const labTimeout = 300_000

export interface Lab {
  readonly server: RunningLab
  /** The project folder: `notebooks/` with the tutorials, and the lab's own `.tidemark/jupyter/`. */
  readonly dir: string
  /** Opens a notebook of the project's `notebooks/`, and waits for its kernel. */
  open(notebook: string): Promise<LabPage>
  /** What any page said as an error, and what it threw. */
  readonly consoleErrors: string[]
  /** What any page asked of another host than the server. */
  readonly foreignRequests: string[]
}

export interface LabOptions {
  /** Notebooks of the test's own, by file name: their code cells, or a whole notebook. */
  readonly notebooks?: Readonly<Record<string, readonly string[]>>
  /** The kernel's environment; the tutorials' tapes by default. */
  readonly env?: NodeJS.ProcessEnv
  readonly viewport?: { readonly width: number; readonly height: number }
  /** A project folder made by the test, instead of a fresh one. */
  readonly project?: string
  /** Watch the sources and build them, as `tidemark lab` does in the repository. */
  readonly packageRoot?: string
}

/** A lab that the caller closes. */
async function openLab(options: LabOptions): Promise<{ readonly lab: Lab; close(): Promise<void> }> {
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'tidemark-lab-')))
  const dir = options.project ?? makeProject(join(temporary, 'project'), options.notebooks ?? {})
  let server: RunningLab | undefined
  let browser: Browser | undefined
  const close = async (): Promise<void> => {
    await browser?.close()
    await server?.stop()
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  try {
    server = await startLab({
      venv: join(root, '.venv'), dir: join(dir, '.tidemark', 'jupyter'), packageRoot: options.packageRoot ?? root,
      root: dir, open: join(dir, 'notebooks'), port: 0, watch: options.packageRoot !== undefined,
      env: { ...process.env, TIDEMARK_KAFKA: '', ...options.env }, args: ['--LabApp.expose_app_in_browser=True'],
    })
    browser = await launchBrowser()
    return { lab: await makeLab(server, browser, dir, options), close }
  } catch (error) {
    await close()
    throw error
  }
}

export async function withLab<T>(use: (lab: Lab) => Promise<T>, options: LabOptions = {}): Promise<T> {
  const { lab, close } = await openLab(options)
  try {
    return await use(lab)
  } finally {
    await close()
  }
}

/** One lab for all tests of a `describe`: starting one takes longer than most of them. Every page has a kernel of its own. */
export function sharedLab(options: LabOptions = {}): () => Lab {
  let opened: Awaited<ReturnType<typeof openLab>> | undefined
  beforeAll(async () => { opened = await openLab(options) }, labTimeout)
  afterAll(() => opened?.close(), labTimeout)
  return () => {
    if (opened === undefined) throw new Error('the lab is there in tests only')
    return opened.lab
  }
}

async function makeLab(server: RunningLab, browser: Browser, dir: string, options: LabOptions): Promise<Lab> {
  const consoleErrors: string[] = []
  const foreignRequests: string[] = []
  const context = await browser.newContext({ viewport: options.viewport ?? { width: 1400, height: 1500 } })
  const own = `127.0.0.1:${server.port}`
  const judge = (url: string): void => {
    const { protocol, host } = new URL(url)
    if (protocol !== 'data:' && protocol !== 'blob:' && host !== own) foreignRequests.push(url)
  }
  context.on('request', request => judge(request.url()))
  context.on('page', page => {
    page.on('websocket', socket => judge(socket.url()))
    page.on('console', message => { if (message.type() === 'error') consoleErrors.push(`${message.text()} (${message.location().url})`) })
    page.on('pageerror', error => consoleErrors.push(String(error)))
  })
  return {
    server, dir, consoleErrors, foreignRequests,
    open: async notebook => openPage(await context.newPage(), server, join(dir, 'notebooks', notebook), notebook),
  }
}

/** A folder as an analyst's project is: notebooks, and the library among its dependencies. */
function makeProject(dir: string, notebooks: Readonly<Record<string, readonly string[]>>): string {
  cpSync(join(root, 'notebooks'), join(dir, 'notebooks'), { recursive: true, filter: path => !path.includes('.ipynb_checkpoints') })
  writeFileSync(join(dir, 'package.json'), '{ "name": "project", "private": true }\n')
  mkdirSync(join(dir, '.tidemark'))
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'))
  for (const [name, cells] of Object.entries(notebooks)) writeFileSync(join(dir, 'notebooks', name), notebookOf(cells))
  return dir
}

/** A notebook for our kernel with these code cells. */
export function notebookOf(cells: readonly string[]): string {
  return JSON.stringify({
    cells: cells.map((source, at) => ({ cell_type: 'code', id: `cell-${at + 1}`, execution_count: null, metadata: {}, outputs: [], source })),
    metadata: { kernelspec: { name: 'tidemark', display_name: 'TypeScript (Tidemark)', language: 'typescript' } }, nbformat: 4, nbformat_minor: 5,
  })
}

function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(process.env),
    headless: true,
    // Every other name resolves to nothing: what a page asks of the world fails, and is recorded.
    args: ['--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
}
