import { defineError } from '../../core/errors'

const UnknownCharset = defineError({ code: 'INVALID_PARAMETER_VALUE.CHARSET', fault: 'user' })
const MalformedCoding = defineError({ code: 'MALFORMED_CHARACTER_CODING', fault: 'user' })

/** The charsets of Spark that are built here, by their names in upper case. */
const CHARSETS = ['UTF-8', 'UTF-16', 'UTF-16BE', 'UTF-16LE', 'ISO-8859-1', 'US-ASCII']

export function checkCharset(name: string): string {
  if (CHARSETS.includes(name.toUpperCase())) return name
  throw new UnknownCharset(`there is no charset '${name}'`, { hint: `Valid: ${CHARSETS.join(', ')}.` })
}

/** Text as bytes; UTF-16 says by two bytes before that the higher byte comes first. */
export function encoded(text: string, charset: string): Uint8Array {
  switch (charset.toUpperCase()) {
    case 'UTF-8': return Buffer.from(text, 'utf8')
    case 'UTF-16LE': return Buffer.from(text, 'utf16le')
    case 'UTF-16BE': return Buffer.from(text, 'utf16le').swap16()
    case 'UTF-16': return text === '' ? new Uint8Array(0) : Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(text, 'utf16le').swap16()])
    default: return Buffer.from([...text].map(letter => narrow(letter, charset)))
  }
}

function narrow(letter: string, charset: string): number {
  const code = letter.codePointAt(0)!
  if (code < (charset.toUpperCase() === 'US-ASCII' ? 128 : 256)) return code
  throw malformed('encode', charset)
}

/** Bytes as text. */
export function decoded(bytes: Buffer, charset: string): string {
  switch (charset.toUpperCase()) {
    case 'UTF-8': return strict(bytes, 'utf-8', charset)
    case 'UTF-16LE': return strict(bytes, 'utf-16le', charset)
    case 'UTF-16BE': return strict(swapped(bytes, charset), 'utf-16le', charset)
    case 'UTF-16': {
      const little = bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe
      const marked = little || (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff)
      const rest = marked ? bytes.subarray(2) : bytes
      return strict(little ? rest : swapped(rest, charset), 'utf-16le', charset)
    }
    case 'US-ASCII':
      if (bytes.some(byte => byte > 127)) throw malformed('decode', charset)
      return bytes.toString('latin1')
    default: return bytes.toString('latin1')
  }
}

function strict(bytes: Uint8Array, label: string, charset: string): string {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw malformed('decode', charset)
  }
}

function swapped(bytes: Buffer, charset: string): Buffer {
  if (bytes.length % 2 === 1) throw malformed('decode', charset)
  return Buffer.from(bytes).swap16()
}

function malformed(name: string, charset: string): Error {
  return new MalformedCoding(`${name}: a value is no text in ${charset}`, { hint: name === 'encode' ? "Encode it in 'UTF-8', which has every letter." : "Decode it in the charset it was written in, or read it with .cast('STRING')." })
}
