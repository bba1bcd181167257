import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Download, Page } from 'playwright-core'
import { parseNotebook, type Notebook, type Output } from '../../../src/notebook'
import type { RunningLab } from '../../../src/workspace/servers/jupyter'

/** Pictures to be looked at; not committed. */
export const pictures = resolve(__dirname, '../../../.tidemark/pictures')

/** One notebook, open in a tab of the browser. Cells are its code cells, counted from 1. */
export interface LabPage {
  /** Playwright's own page, for what is not here. */
  readonly page: Page
  readonly path: string
  /** Runs every cell and waits until the kernel is idle; after an error Jupyter leaves the rest out. */
  runAll(timeoutMs?: number): Promise<void>
  /** Runs one cell and waits until it is done. */
  run(cell: number, timeoutMs?: number): Promise<void>
  /** Starts cells and does not wait: one, or all of them. */
  start(cell?: number): Promise<void>
  idle(timeoutMs?: number): Promise<void>
  /** `idle`, `busy`, `dead`, … as the kernel's indicator shows it. */
  status(): Promise<string>
  interrupt(): Promise<void>
  /** A fresh kernel; the outputs stay. JupyterLab 4.6 calls its state unknown until a cell runs. */
  restart(): Promise<void>
  /** Puts a cell's source in place of what is there. */
  edit(cell: number, source: string): Promise<void>
  /** A new cell at the end, run; returns its number. */
  add(source: string, timeoutMs?: number): Promise<number>
  /** A cell's outputs as the notebook's file would hold them. */
  outputs(cell: number): Promise<Output[]>
  /** The text a person sees under a cell. */
  shown(cell: number): Promise<string>
  /** Waits until that text has, or is like, what is wanted. */
  shows(cell: number, wanted: string | RegExp): Promise<void>
  /** How many charts Vega has drawn under a cell. */
  charts(cell: number): Promise<number>
  /** The first chart under a cell as it looks now (a PNG): two are compared byte by byte. */
  chart(cell: number): Promise<Buffer>
  /** Where the first chart under a cell lies in the window, scrolled into sight. */
  chartBox(cell: number): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }>
  /** Opens every fold of every output. */
  openFolds(): Promise<void>
  /** The cells that hold a chart for good (Vega-Lite), and whether Vega has drawn it. */
  charted(): Promise<readonly { readonly cell: number; readonly drawn: boolean }[]>
  /** The error outputs of all cells, as `cell 2: TypeError: …`. */
  errors(): Promise<string[]>
  executionCount(cell: number): Promise<number | null>
  /** Waits until something on the page holds; asked often. */
  until(what: string, holds: () => Promise<boolean>, timeoutMs?: number): Promise<void>
  dark(): Promise<void>
  light(): Promise<void>
  /** A picture of the page, or of one cell, under `.tidemark/pictures/`; returns where. */
  screenshot(name: string, cell?: number): Promise<string>
  /** The whole notebook, a screen at a time: `<name>-1.png`, … */
  pictures(name: string): Promise<void>
  save(): Promise<void>
  /** The notebook as it lies on the disk. */
  saved(): Notebook
  /** File, Save and Export Notebook As: the file that the browser downloads. */
  exportAs(format: 'html' | 'pdf' | 'script'): Promise<Buffer>
  /** Closes notebook and tab. Its kernel ends too, unless it is kept. */
  close(options?: { save?: boolean; keepKernel?: boolean }): Promise<void>
}

/** The parts of JupyterLab's application that are used here; it is exposed for tests as `window.jupyterapp`. */
interface JupyterApp {
  readonly commands: { execute(command: string, args?: unknown): Promise<unknown> }
  readonly shell: { readonly currentWidget: Panel | null }
}
interface Panel {
  readonly context: { readonly path: string; readonly isReady: boolean; save(): Promise<void> }
  readonly sessionContext: {
    readonly session: { readonly kernel: { readonly status: string; interrupt(): Promise<void> } | null } | null
    restartKernel(): Promise<void>
    shutdown(): Promise<void>
  }
  readonly content: {
    activeCellIndex: number
    readonly widgets: readonly CellWidget[]
    scrollToItem(index: number): Promise<void>
  }
}
interface CellWidget {
  readonly model: {
    readonly type: string
    readonly executionCount: number | null
    readonly sharedModel: { getSource(): string; setSource(source: string): void }
    readonly outputs?: { toJSON(): unknown[] }
  }
}
interface Scrolled { scrollTop: number; readonly clientHeight: number; readonly scrollHeight: number }
interface Element { readonly textContent: string | null; setAttribute(name: string, value: string): void }
// What runs in the page is compiled without the browser's own types.
declare const window: { readonly jupyterapp: JupyterApp; launched?: number }
declare const document: { querySelectorAll(selector: string): Iterable<Element>; readonly body: { readonly dataset: Readonly<Record<string, string>> } }

const aWhile = 120_000

export async function openPage(page: Page, server: RunningLab, file: string, name: string): Promise<LabPage> {
  await page.goto(`http://127.0.0.1:${server.port}/lab/tree/notebooks/${encodeURIComponent(name)}?reset&token=${server.token}`)
  await page.waitForFunction(wanted => {
    const panel = (window as Partial<typeof window>).jupyterapp?.shell.currentWidget as Partial<Panel> | null | undefined
    return panel?.context?.isReady === true && panel.context.path.endsWith(wanted) && panel.sessionContext?.session?.kernel?.status === 'idle'
  }, name, { timeout: aWhile })
  return labPage(page, file)
}

function labPage(page: Page, path: string): LabPage {
  const command = (id: string): Promise<void> => page.evaluate(async of => { await window.jupyterapp.commands.execute(of) }, id)
  const status = (): Promise<string> =>
    page.evaluate(() => window.jupyterapp.shell.currentWidget?.sessionContext.session?.kernel?.status ?? 'none')
  const until = async (what: string, holds: () => Promise<boolean>, timeoutMs = aWhile): Promise<void> => {
    const deadline = Date.now() + timeoutMs
    while (!await holds()) {
      if (Date.now() > deadline) throw new Error(`${what}: not so after ${timeoutMs / 1000} s (the kernel is ${await status()})`)
      await page.waitForTimeout(50)
    }
  }
  /** Where a code cell stands among all cells. */
  const indexOf = (cell: number): Promise<number> => page.evaluate(number => {
    const widgets = window.jupyterapp.shell.currentWidget?.content.widgets ?? []
    return widgets.indexOf(widgets.filter(widget => widget.model.type === 'code')[number - 1])
  }, cell)
  const goTo = async (cell: number): Promise<number> => {
    const index = await indexOf(cell)
    if (index < 0) throw new Error(`there is no code cell ${cell}`)
    await page.evaluate(async at => {
      const content = window.jupyterapp.shell.currentWidget?.content
      if (content === undefined) return
      content.activeCellIndex = at
      await content.scrollToItem(at)
    }, index)
    return index
  }
  /** JupyterLab marks a cell that waits or runs with a star. */
  const running = (): Promise<boolean> => page.evaluate(() =>
    (window.launched ?? 0) > 0 || [...document.querySelectorAll('.jp-InputArea-prompt')].some(prompt => prompt.textContent?.includes('*') === true))
  const idle = async (timeoutMs = aWhile): Promise<void> => {
    await until('the kernel is idle', async () => !await running() && await status() === 'idle', timeoutMs)
  }
  const cellNode = async (cell: number) => {
    const index = await goTo(cell)
    return page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell').nth(index)
  }
  const outputs = (cell: number): Promise<Output[]> => page.evaluate(number => {
    const code = (window.jupyterapp.shell.currentWidget?.content.widgets ?? []).filter(widget => widget.model.type === 'code')
    return code[number - 1].model.outputs?.toJSON() ?? []
  }, cell) as Promise<Output[]>
  /** The command's own promise waits for the cells, and `idle` for it: a star is drawn only some time later. */
  const launch = (id: string): Promise<void> => page.evaluate(of => {
    window.launched = (window.launched ?? 0) + 1
    const over = (): void => { window.launched = (window.launched ?? 0) - 1 }
    window.jupyterapp.commands.execute(of).then(over, over)
  }, id)
  const start = async (cell?: number): Promise<void> => {
    if (cell === undefined) {
      await launch('notebook:run-all-cells')
    } else {
      await goTo(cell)
      await launch('notebook:run-cell')
    }
  }
  const codeCells = (): Promise<number> => page.evaluate(() =>
    (window.jupyterapp.shell.currentWidget?.content.widgets ?? []).filter(widget => widget.model.type === 'code').length)
  const edit = async (cell: number, source: string): Promise<void> => {
    const index = await goTo(cell)
    await page.evaluate(({ at, text }) => {
      window.jupyterapp.shell.currentWidget?.content.widgets[at].model.sharedModel.setSource(text)
    }, { at: index, text: source })
  }
  const shown = async (cell: number): Promise<string> => {
    const area = (await cellNode(cell)).locator('.jp-OutputArea').first()
    // A cell that was out of sight is drawn after it is scrolled to.
    const deadline = Date.now() + 10_000
    let text = await area.innerText()
    while (text.trim() === '' && Date.now() < deadline && (await outputs(cell)).length > 0) {
      await page.waitForTimeout(50)
      text = await area.innerText()
    }
    return text
  }
  const theme = async (name: string, light: 'true' | 'false'): Promise<void> => {
    await page.evaluate(async of => { await window.jupyterapp.commands.execute('apputils:change-theme', { theme: of }) }, name)
    await page.waitForFunction(wanted => document.body.dataset.jpThemeLight === wanted, light)
  }
  const save = (): Promise<void> => page.evaluate(async () => { await window.jupyterapp.shell.currentWidget?.context.save() })

  return {
    page, path, status, until, idle, start, outputs, edit, save,
    runAll: async timeoutMs => {
      await start()
      await idle(timeoutMs)
    },
    run: async (cell, timeoutMs) => {
      await start(cell)
      await idle(timeoutMs)
    },
    interrupt: () => page.evaluate(async () => { await window.jupyterapp.shell.currentWidget?.sessionContext.session?.kernel?.interrupt() }),
    restart: () => page.evaluate(async () => { await window.jupyterapp.shell.currentWidget?.sessionContext.restartKernel() }),
    add: async (source, timeoutMs) => {
      const last = await codeCells()
      await goTo(last)
      await page.evaluate(() => {
        const content = window.jupyterapp.shell.currentWidget?.content
        if (content !== undefined) content.activeCellIndex = content.widgets.length - 1
      })
      await command('notebook:insert-cell-below')
      await edit(last + 1, source)
      await start(last + 1)
      await idle(timeoutMs)
      return last + 1
    },
    shown,
    shows: async (cell, wanted) => {
      let text = ''
      const holds = async (): Promise<boolean> => {
        text = await shown(cell)
        return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)
      }
      await until(`cell ${cell} shows ${String(wanted)}`, holds).catch((error: Error) => {
        throw new Error(`${error.message}; it shows: ${text.slice(0, 4000)}`)
      })
    },
    charts: async cell => {
      const node = await cellNode(cell)
      return node.locator('.vega-embed canvas, .vega-embed svg.marks').count()
    },
    chart: async cell => (await cellNode(cell)).locator('.vega-embed').first().screenshot(),
    chartBox: async cell => {
      const chart = (await cellNode(cell)).locator('.vega-embed :is(canvas, svg.marks)').first()
      await chart.scrollIntoViewIfNeeded()
      const box = await chart.boundingBox()
      if (box === null) throw new Error(`the chart of cell ${cell} is not to be seen`)
      return box
    },
    openFolds: () => page.evaluate(() => {
      for (const fold of document.querySelectorAll('.jp-OutputArea details:not(.vega-embed *)')) fold.setAttribute('open', '')
    }),
    charted: async () => {
      const found: { cell: number; drawn: boolean }[] = []
      for (let cell = 1; cell <= await codeCells(); cell++) {
        const vega = (await outputs(cell)).filter(output => 'data' in output && 'application/vnd.vegalite.v5+json' in output.data)
        if (vega.length === 0) continue
        found.push({ cell, drawn: await (await cellNode(cell)).locator('.vega-embed canvas, .vega-embed svg.marks').count() === vega.length })
      }
      return found
    },
    errors: async () => {
      const found: string[] = []
      for (let cell = 1; cell <= await codeCells(); cell++) {
        for (const output of await outputs(cell)) if (output.output_type === 'error') found.push(`cell ${cell}: ${output.ename}: ${output.evalue}`)
      }
      return found
    },
    executionCount: cell => page.evaluate(number => {
      const code = (window.jupyterapp.shell.currentWidget?.content.widgets ?? []).filter(widget => widget.model.type === 'code')
      return code[number - 1].model.executionCount
    }, cell),
    dark: () => theme('JupyterLab Dark', 'false'),
    light: () => theme('JupyterLab Light', 'true'),
    pictures: async name => {
      mkdirSync(pictures, { recursive: true })
      const scrolled = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer')
      for (let screen = 0, more = true; more && screen < 20; screen++) {
        more = await scrolled.evaluate((of, at) => {
          const node = of as unknown as Scrolled
          node.scrollTop = at * node.clientHeight
          return node.scrollTop + node.clientHeight < node.scrollHeight - 1
        }, screen)
        // What comes into sight is drawn then.
        await page.waitForTimeout(500)
        await scrolled.screenshot({ path: join(pictures, `${name}-${screen + 1}.png`) })
      }
    },
    screenshot: async (name, cell) => {
      mkdirSync(pictures, { recursive: true })
      const to = join(pictures, `${name}.png`)
      if (cell === undefined) await page.screenshot({ path: to })
      else await (await cellNode(cell)).screenshot({ path: to })
      return to
    },
    exportAs: async format => {
      const downloaded = new Promise<Download>(done => {
        page.once('download', done)
        page.context().once('page', tab => { tab.once('download', done) })
      })
      await page.evaluate(of => { void window.jupyterapp.commands.execute('notebook:export-to-format', { format: of, label: of }) }, format)
      // JupyterLab asks whether to sanitise the page; ours always is.
      if (format === 'html') await page.locator('.jp-Dialog button.jp-mod-accept').click()
      return readFileSync(await (await downloaded).path())
    },
    saved: () => parseNotebook(readFileSync(path, 'utf8'), path),
    close: async (options = {}) => {
      if (options.save === true) await save()
      if (options.keepKernel !== true) await page.evaluate(async () => { await window.jupyterapp.shell.currentWidget?.sessionContext.shutdown() })
      await page.close()
    },
  }
}
