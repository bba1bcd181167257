import { BROKEN, OK } from './cursor'
import type { JsonCursor, Status } from './cursor'

/** Skips the value at `pos`, checking that it is JSON; `depth` is how deep the cursor already stands. */
export function skipValue(cursor: JsonCursor, depth: number): Status {
  const byte = cursor.next()
  switch (byte) {
    case 34: case 39: return cursor.skipString()
    case 123: return skipMembers(cursor, depth + 1, 125)
    case 91: return skipMembers(cursor, depth + 1, 93)
    case 110: return skipWord(cursor, 'null')
    case 116: return skipWord(cursor, 'true')
    case 102: return skipWord(cursor, 'false')
    default: return cursor.readNumber()
  }
}

function skipMembers(cursor: JsonCursor, depth: number, close: number): Status {
  if (depth > cursor.maxDepth) return tooDeep(cursor)
  cursor.pos++
  if (cursor.next() === close) {
    cursor.pos++
    return OK
  }
  for (;;) {
    if (close === 125 && skipName(cursor) === BROKEN) return BROKEN
    if (skipValue(cursor, depth) === BROKEN) return BROKEN
    const next = cursor.next()
    if (next !== 44 && next !== close) return cursor.broken(close === 125 ? 'a comma or } is missing' : 'a comma or ] is missing')
    cursor.pos++
    if (next === close) return OK
  }
}

function skipName(cursor: JsonCursor): Status {
  const quote = cursor.next()
  if (quote !== 34 && quote !== 39) return cursor.broken('a name in quotes is missing')
  return cursor.skipString() === OK ? takeColon(cursor) : BROKEN
}

export function takeColon(cursor: JsonCursor): Status {
  if (cursor.next() !== 58) return cursor.broken('a name is not followed by a colon')
  cursor.pos++
  return OK
}

function skipWord(cursor: JsonCursor, word: string): Status {
  return cursor.takeWord(word) ? OK : cursor.broken('no JSON value starts here')
}

export function tooDeep(cursor: JsonCursor): typeof BROKEN {
  return cursor.broken(`it is nested more than ${cursor.maxDepth} levels deep`)
}
