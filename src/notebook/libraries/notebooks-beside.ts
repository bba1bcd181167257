import { readdirSync } from 'node:fs'

/** The names of the notebooks in a folder; none where it cannot be read. */
export function notebooksBeside(dir: string): string[] {
  try {
    return readdirSync(dir).filter(name => name.endsWith('.ipynb')).sort()
  } catch {
    return []
  }
}
