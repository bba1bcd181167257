import { CheckpointOtherQuery } from './errors'

/** A checkpoint goes on only with the query that made it: same sources, watermarks, windows, keys and aggregates. */
export function checkSignature(dir: string, before: readonly string[], now: readonly string[]): void {
  const gone = before.filter(line => !now.includes(line))
  const added = now.filter(line => !before.includes(line))
  if (gone.length === 0 && added.length === 0 && before.every((line, i) => line === now[i])) return
  const changes = [...gone.map(line => `- ${line}`), ...added.map(line => `+ ${line}`)]
  throw new CheckpointOtherQuery(`the checkpoint ${dir} belongs to another query:\n${changes.length === 0 ? 'the same parts, in another order' : changes.join('\n')}`, {
    hint: 'Selections, filters and sink options may change; these may not. Change them back, or give the query a new checkpointLocation.',
    details: { before, now },
  })
}
