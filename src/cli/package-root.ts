import { resolve } from 'node:path'

/** The package's folder, two folders up from here, in the sources as in `dist`. */
export const packageRoot = resolve(__dirname, '..', '..')
