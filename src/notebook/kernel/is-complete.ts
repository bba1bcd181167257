import { tslabRequire } from '../cell/tslab-require'

type IsComplete = (source: string) => { readonly completed: boolean; readonly indent?: string }

/** Whether a source can run as it stands; for consoles. */
export function isCompleteRequest(root: string, source: string): object {
  const { isCompleteCode } = tslabRequire(root, 'tslab/dist/converter')('tslab/dist/converter') as { isCompleteCode: IsComplete }
  const { completed, indent = '' } = isCompleteCode(source)
  return completed ? { status: 'complete' } : { status: 'incomplete', indent }
}
