/**
 * Ids for values that keys hold, shared by all groups that hold them. An id is counted by the groups that use it and
 * given to another value when none does, so that a long-running query keeps only the names it still needs.
 */
export class Interner<T> {
  private readonly ids = new Map<string, number>()
  private readonly names: (string | undefined)[] = []
  private readonly values: (T | undefined)[] = []
  private readonly uses: number[] = []
  private readonly free: number[] = []
  /** Grows when ids that were given out no longer hold: whoever remembers some must ask again. */
  freed = 0

  /** The id of the value that `name` tells from all others. */
  idOf(name: string, value: T): number {
    const known = this.ids.get(name)
    if (known !== undefined) return known
    const id = this.free.pop() ?? this.values.length
    this.ids.set(name, id)
    this.names[id] = name
    this.values[id] = value
    this.uses[id] = 0
    return id
  }

  valueOf(id: number): T {
    return this.values[id] as T
  }

  retain(id: number): void {
    this.uses[id]++
  }

  release(id: number): void {
    if (--this.uses[id] > 0) return
    this.ids.delete(this.names[id] as string)
    this.names[id] = undefined
    this.values[id] = undefined
    this.free.push(id)
    this.freed++
  }

  get size(): number {
    return this.ids.size
  }
}
