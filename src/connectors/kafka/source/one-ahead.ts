/**
 * All items of several streams, one stream after the other; the first item of the next is asked for while the current
 * stream is worked on, so that its broker is not waited for.
 */
export async function* oneAhead<T>(streams: readonly (() => AsyncGenerator<T>)[]): AsyncGenerator<T> {
  let coming = begin(streams[0])
  try {
    for (let i = 0; coming !== null; i++) {
      const current = coming
      coming = begin(streams[i + 1])
      try {
        for (let item = await current.first; item.done !== true; item = await current.stream.next()) yield item.value
      } finally {
        await current.stream.return(undefined)
      }
    }
  } finally {
    await coming?.stream.return(undefined)
  }
}

interface Begun<T> {
  readonly stream: AsyncGenerator<T>
  readonly first: Promise<IteratorResult<T>>
}

function begin<T>(open: (() => AsyncGenerator<T>) | undefined): Begun<T> | null {
  if (open === undefined) return null
  const stream = open()
  const first = stream.next()
  // Awaited only when its turn comes; a failure until then must not count as unhandled.
  first.catch(() => {})
  return { stream, first }
}
