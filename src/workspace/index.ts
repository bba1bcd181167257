/**
 * Workspace: what surrounds a notebook. `servers/` starts a real broker or a real JupyterLab on this machine;
 * `generator/` makes the tutorials' events, fills a topic with them and makes the tape of it; `widgets/` are a notebook's
 * parameters; `libraries/` are the words by which a notebook includes and runs others.
 *
 * May import: every room up to connectors, and core.
 *
 * Invariants
 * - A server runs in a process of its own, keeps all it writes in one folder, and leaves nothing when it is stopped.
 * - The same seed gives the same records.
 */
export * from './generator'
export * from './libraries'
export * from './servers/jupyter'
export * from './servers/kafka'
export * from './servers/spark'
export * from './widgets'
