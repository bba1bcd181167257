import type { Files } from '../../core/files'

/** A disk in memory: where the state of a query without a checkpoint lives. Its refusals are Node's. */
export function memoryFiles(): Files {
  const files = new Map<string, Uint8Array>()
  const under = (path: string): string[] => [...files.keys()].filter(one => one.startsWith(`${path}/`))
  return {
    exists: path => files.has(path) || under(path).length > 0,
    read: path => {
      const found = files.get(path)
      if (found === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
      return found
    },
    list: dir => [...new Set(under(dir).map(path => path.slice(dir.length + 1).split('/')[0]))].sort(),
    makeDir: () => {},
    remove: path => { for (const one of [path, ...under(path)]) files.delete(one) },
    stat: path => ({ size: files.get(path)?.length ?? 0, mtimeMs: 0, isDirectory: !files.has(path), isFile: files.has(path), inode: 0 }),
    realPath: path => path,
    publish: (path, bytes) => {
      if (files.has(path)) throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST' })
      files.set(path, Uint8Array.from(bytes))
    },
    replace: (path, bytes) => { files.set(path, Uint8Array.from(bytes)) },
  }
}
