import { basename, dirname, join, resolve } from 'node:path'
import { isCode, NotebookMissing, reportHtml } from '../../notebook'
import type { AddCommand } from '../command'
import { findNotebooks } from '../find-notebooks'
import { displayPath, readNotebook } from '../read-notebook'
import { publishText } from '../reports-folder'

interface Options { readonly out?: string; readonly input: boolean }

/** `tidemark report`: an executed notebook, from whatever ran it, as one self-contained page. */
export const addReport: AddCommand = (program, effects) => {
  program.command('report')
    .description('turn an executed notebook into one self-contained HTML page')
    .argument('<notebook>', 'an executed .ipynb')
    .option('-o, --out <path>', 'the page, or the folder it goes to (default: beside the notebook)')
    .option('--no-input', 'leave the code out')
    .addHelpText('after', '\nExamples:\n  tidemark report reports/05-report.ipynb --no-input\n  tidemark report a.ipynb --out public/a.html')
    .action((wanted: string, options: Options) => {
      const { cwd, files, stdout, stderr } = effects
      const [path, ...others] = findNotebooks([wanted], cwd, files)
      if (others.length > 0) throw new NotebookMissing(`'${wanted}' is a folder`, { hint: 'Name one notebook in it.' })
      const notebook = readNotebook(path, cwd, files)
      if (!notebook.cells.some(cell => isCode(cell) && cell.outputs.length > 0)) {
        stderr.write(`${displayPath(path, cwd)} holds no outputs: has it been run? (tidemark run ${displayPath(path, cwd)})\n`)
      }
      const name = basename(path, '.ipynb')
      const out = resolve(cwd, options.out ?? dirname(path))
      const page = out.endsWith('.html') ? out : join(out, `${name}.html`)
      publishText(page, reportHtml(notebook, { name: basename(path), ...(options.input ? {} : { hideCode: true }) }), cwd, files)
      stdout.write(`${displayPath(page, cwd)}\n`)
    })
}
