/**
 * Libraries: what a notebook does with other notebooks. `notebook.include` takes what another declares, `notebook.run`
 * runs one like a program, `notebook.exit` is what that program answers.
 *
 * These are only the words. Compiling and running notebooks is the notebook room's, which ranks above this one: the
 * process that runs the cells installs itself as `NotebookHost` in core, and the words find it there.
 */
export { notebook, NotebookExit, NotInNotebook, type NotebookRun, type NotebookTools } from './notebook'
