import type { Batch } from '../../batch/batch'

/** All that an operator gives, once it has given it. */
export async function allBatches(of: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = []
  for await (const one of of) all.push(one)
  return all
}
