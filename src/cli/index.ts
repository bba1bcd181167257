/**
 * The command line: one file per command in `commands/`, listed in `commands/index.ts`; `tidemark.cjs` is the executable.
 *
 * May import every other room; commander is used nowhere else.
 *
 * - A command gets its terminal, disk, clock and signal as `Effects`.
 * - Exit codes: 0, 1 (what was asked for failed: a cell), 2 (the call or its files are wrong), 130 (Ctrl-C).
 */
export { main } from './main'
