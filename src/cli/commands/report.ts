import { basename, dirname, join, resolve } from 'node:path'
import { isCode, NotebookMissing, parseNotebook, printPdf, reportHtml, type Notebook } from '../../notebook'
import type { AddCommand } from '../command'
import type { Effects } from '../effects'
import { findNotebooks } from '../find-notebooks'
import { displayPath, readNotebook } from '../read-notebook'
import { publishBytes } from '../reports-folder'

interface Options { readonly out?: string; readonly input: boolean; readonly pdf?: boolean; readonly name?: string }

/** Standard input as the notebook, standard output as the page. */
const pipe = '-'

/** `tidemark report`: an executed notebook, from whatever ran it, as one self-contained page. */
export const addReport: AddCommand = (program, effects) => {
  program.command('report')
    .description('turn an executed notebook into one self-contained HTML page, or a PDF')
    .argument('<notebook>', "an executed .ipynb; '-' reads it from standard input")
    .option('-o, --out <path>', "the page, or the folder it goes to; '-' is standard output (default: beside the notebook)")
    .option('--pdf', 'a PDF, printed by the Chromium of this machine (CHROMIUM names another one)')
    .option('--no-input', 'leave the code out')
    .option('--name <name>', 'how the page names the notebook (default: its file name)')
    .addHelpText('after', '\nExamples:\n  tidemark report reports/05-report.ipynb --no-input\n  tidemark report a.ipynb --out public/a.html\n  tidemark report a.ipynb --pdf\n  tidemark report - --out - <a.ipynb >a.html')
    .action(async (wanted: string, options: Options) => {
      const { cwd, env, files, signal, stdout, stderr } = effects
      const { notebook, path } = await sourceOf(wanted, effects)
      if (path !== undefined && !notebook.cells.some(cell => isCode(cell) && cell.outputs.length > 0)) {
        stderr.write(`${displayPath(path, cwd)} holds no outputs: has it been run? (tidemark run ${displayPath(path, cwd)})\n`)
      }
      const name = options.name ?? basename(path ?? 'notebook.ipynb')
      const page = reportHtml(notebook, { name, ...(options.input ? {} : { hideCode: true }) })
      const bytes = options.pdf === true ? await printPdf(page, { env, signal }) : Buffer.from(page, 'utf8')
      const to = options.out ?? (path === undefined ? pipe : dirname(path))
      if (to === pipe) return stdout.write(bytes)
      const extension = options.pdf === true ? '.pdf' : '.html'
      const out = resolve(cwd, to)
      const file = out.endsWith(extension) ? out : join(out, `${basename(name, '.ipynb')}${extension}`)
      publishBytes(file, bytes, cwd, files)
      stdout.write(`${displayPath(file, cwd)}\n`)
    })
}

async function sourceOf(wanted: string, { cwd, files, stdin }: Effects): Promise<{ notebook: Notebook; path?: string }> {
  if (wanted === pipe) return { notebook: parseNotebook(await stdin(), 'standard input') }
  const [path, ...others] = findNotebooks([wanted], cwd, files)
  if (others.length > 0) throw new NotebookMissing(`'${wanted}' is a folder`, { hint: 'Name one notebook in it.' })
  return { notebook: readNotebook(path, cwd, files), path }
}
