import { existsSync, readdirSync, rmSync, rmdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Removes what a server wrote into its folder, then the folder and `.tidemark` where they are empty: what else is in there is the user's. */
export function clearFolder(folder: string, written: readonly string[]): void {
  for (const path of written) rmSync(path, { recursive: true, force: true })
  for (const empty of [folder, dirname(folder)]) {
    if (empty !== folder && basename(empty) !== '.tidemark') return
    if (!existsSync(empty) || readdirSync(empty).length > 0) return
    rmdirSync(empty)
  }
}
