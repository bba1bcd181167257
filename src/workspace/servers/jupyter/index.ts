/**
 * A real JupyterLab on this machine, for `tidemark lab` and the live tests: pinned versions in a Python environment of the
 * project, made on first use; settings and state in one folder, none of them in the person's home; a process that ends with
 * its starter. The kernel it runs is the notebook room's; nothing here speaks Jupyter's protocol.
 */
export { isPrepared, preparePython, type PreparePythonOptions } from './prepare-python'
export { startLab, type RunningLab, type StartLabOptions } from './start-lab'
export { pins } from './pins'
export type { BuildStatus } from './watch-build'
export * from './errors'
