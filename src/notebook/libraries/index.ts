/**
 * Libraries: what the process that runs a notebook's cells does for `notebook.include`, `notebook.run` and
 * `import … from './lib.ipynb'`.
 *
 * - A library is compiled as the notebook it is, cell by cell, by the compiler of the cells; what its cells declare becomes
 *   a module under `.tidemark/include/`, named after its text, that the including cell is made to import or to take its
 *   types from. A changed library is another module, so that it is compiled and run again; an unchanged one runs once.
 * - `notebook.run` is the runner, in this process, with a process of its own for the child's cells.
 * - A cell reaches both through `NotebookHost` in core: the words it uses rank below this room.
 */
export { installLibraries } from './install-libraries'
