import type { Random } from './random'

/** What a bad record is made from: the event it would have been. */
export interface Event {
  readonly user: string
  readonly action: string
  /** `2021-10-29T10:37:23Z` */
  readonly timestamp: string
}

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')
const json = (value: unknown): Buffer => utf8(JSON.stringify(value))

/**
 * Every way a log line goes wrong, by name; null is a record without a value. Some are whole and only nasty: markup,
 * terminal codes, expressions. None can move a watermark: a time that parses lies within the tape or far before it.
 */
export const badValues: Readonly<Record<string, (event: Event, random: Random) => Buffer | null>> = {
  'not JSON': ({ user }) => utf8(`ERROR 2021 login failed for ${user}`),
  'JSON cut off': event => json(event).subarray(0, 30),
  'empty': () => Buffer.alloc(0),
  'null value': () => null,
  'white space': () => utf8(' \t\r\n '),
  'JSON array': ({ user, action, timestamp }) => json([user, action, timestamp]),
  'JSON array of the record': event => json([event]),
  'JSON number': () => utf8('42'),
  'JSON string': event => json(JSON.stringify(event)),
  'JSON null': () => utf8('null'),
  'two records in one line': event => utf8(`${JSON.stringify(event)}\n${JSON.stringify(event)}`),
  'text after the record': event => utf8(`${JSON.stringify(event)} -- flushed`),
  'single quotes': event => utf8(JSON.stringify(event).replaceAll('"', "'")),
  'user is a number': ({ action, timestamp }, random) => json({ user: random.int(1000, 9999), action, timestamp }),
  'user is an object': ({ user, action, timestamp }) => json({ user: { name: user }, action, timestamp }),
  'action is an array': ({ user, action, timestamp }) => json({ user, action: [action], timestamp }),
  'user is null': ({ action, timestamp }) => json({ user: null, action, timestamp }),
  'user is missing': ({ action, timestamp }) => json({ action, timestamp }),
  'action is missing': ({ user, timestamp }) => json({ user, timestamp }),
  'timestamp is missing': ({ user, action }) => json({ user, action }),
  'empty object': () => utf8('{}'),
  'misspelt key': ({ user, action, timestamp }) => json({ usr: user, action, timestamp }),
  'key in capitals': ({ user, action, timestamp }) => json({ user, action, Timestamp: timestamp }),
  'day that is none': ({ user, action }) => json({ user, action, timestamp: '2021-10-32T10:37:23Z' }),
  'timestamp in words': ({ user, action }) => json({ user, action, timestamp: 'yesterday noon' }),
  'day first': ({ user, action, timestamp }) => json({ user, action, timestamp: `${timestamp.slice(8, 10)}/10/2021 ${timestamp.slice(11, 19)}` }),
  'epoch milliseconds as text': ({ user, action, timestamp }) => json({ user, action, timestamp: String(Date.parse(timestamp)) }),
  'timestamp is empty': ({ user, action }) => json({ user, action, timestamp: '' }),
  'timestamp is true': ({ user, action }) => json({ user, action, timestamp: true }),
  'year of two digits': ({ user, action, timestamp }) => json({ user, action, timestamp: `00${timestamp.slice(2)}` }),
  'invalid UTF-8': ({ action, timestamp }) => Buffer.concat([utf8('{"user":"Ren'), Buffer.from([0xe9, 0xff, 0xc3]), utf8(`","action":"${action}","timestamp":"${timestamp}"}`)]),
  'Latin-1': ({ action, timestamp }) => Buffer.from(`{"user":"Zoë Müller","action":"${action}","timestamp":"${timestamp}"}`, 'latin1'),
  'UTF-16': event => Buffer.from(`\ufeff${JSON.stringify(event)}`, 'utf16le'),
  'byte order mark': event => utf8(`\ufeff${JSON.stringify(event)}`),
  'control character in a string': ({ action, timestamp }) => utf8(`{"user":"John\u0007Smith","action":"${action}","timestamp":"${timestamp}"}`),
  'HTML and script': ({ action, timestamp }) => json({ user: '<script>alert("tidemark")</script><img src=x onerror=alert(1)>', action, timestamp }),
  'ANSI codes': ({ action, timestamp }) => json({ user: '\u001b[31mred\u001b[0m\u001b]0;title\u0007', action, timestamp }),
  'Vega expression': ({ action, timestamp }) => json({ user: "datum['user'] + (1 ? ';' : toString(this))", action, timestamp }),
  'spreadsheet formula': ({ action, timestamp }) => json({ user: '=HYPERLINK("http://example.com";"click")', action, timestamp }),
  'text set right to left': ({ action, timestamp }) => json({ user: 'admin\u202etxt.exe', action, timestamp }),
  '__proto__ key': ({ user, action, timestamp }) => utf8(`{"__proto__":{"action":"login"},"constructor":{"prototype":null},"user":${JSON.stringify(user)},"action":"${action}","timestamp":"${timestamp}"}`),
  'number beyond 2^53': ({ user, action, timestamp }) => utf8(`{"user":${JSON.stringify(user)},"action":"${action}","timestamp":"${timestamp}","id":9007199254740993,"ratio":1e400}`),
  'not a number': ({ user, action, timestamp }) => utf8(`{"user":${JSON.stringify(user)},"action":"${action}","timestamp":"${timestamp}","ms":NaN}`),
  'key twice': ({ user, action, timestamp }) => utf8(`{"user":"nobody","user":${JSON.stringify(user)},"action":"${action}","timestamp":"${timestamp}"}`),
  'deep nesting': ({ user, action, timestamp }) => utf8(`{"user":${JSON.stringify(user)},"action":"${action}","timestamp":"${timestamp}","trace":${'['.repeat(1200)}${']'.repeat(1200)}}`),
}

/** One field of a million characters: it compresses to nothing, and shows what a table or a chart does with it. */
export function longValue({ user, action, timestamp }: Event): Buffer {
  return json({ user, action, timestamp, note: 'tide '.repeat(200_000) })
}

/**
 * Times that parse and lie thousands of years ahead: milliseconds taken for seconds, a year with a digit too many. In
 * Spark's semantics one of these makes everything after it late. They therefore stand at the very end of a partition,
 * under an action no tutorial asks for and without a user.
 */
export const farTimes: readonly Buffer[] = [
  utf8('{"user":null,"action":"clock_check","timestamp":1635724799000}'),
  utf8('{"user":null,"action":"clock_check","timestamp":"9999-12-31T23:59:59Z"}'),
  utf8('{"user":null,"action":"clock_check","timestamp":"20211-10-31T23:59:59Z"}'),
]
