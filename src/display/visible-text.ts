// Characters that a terminal acts on, that turn text around (bidirectional controls) or that nobody sees.
const hidden = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Foreign text on one line with nothing hidden in it: an escape shows as `␛`, a line feed as `␊`, an override as `\u202e`. */
export function visibleText(text: string): string {
  return text.replace(hidden, shown)
}

function shown(character: string): string {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd'
  return `\\u${code.toString(16).padStart(4, '0')}`
}

/** At most `limit` characters of foreign text, made visible; what is cut is said: `aaaa… (1,048,576 characters)`. */
export function shortText(text: string, limit: number): string {
  if (text.length <= limit) return visibleText(text)
  return `${visibleText(wholeCharacters(text, limit))}… (${text.length.toLocaleString('en-US')} characters)`
}

/** A label of at most `limit` characters. */
export function labelText(text: string, limit = 60): string {
  return text.length <= limit ? visibleText(text) : `${visibleText(wholeCharacters(text, limit - 1))}…`
}

/** Vega groups in plain objects, where `constructor` is there before any row: with a blank behind it, it is a name like others. */
export function categoryText(text: string): string {
  return text in Object.prototype ? `${text}\u00a0` : text
}

function wholeCharacters(text: string, limit: number): string {
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit)
}
