import type { Catalog, Table } from '../plan/query'

/** The tables of one session, by name. */
export function createCatalog(): Catalog {
  const tables = new Map<string, Table>()
  return {
    table: name => tables.get(name),
    register: table => { tables.set(table.name, table) },
    drop: name => { tables.delete(name) },
    names: () => [...tables.keys()].sort(),
  }
}
