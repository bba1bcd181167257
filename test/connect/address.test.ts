import { parseAddress } from '../../src/connect'
import { isTidemarkError } from '../../src/core'

describe('a connection string', () => {
  test('host and port, with Spark\'s default', () => {
    expect(parseAddress('sc://spark.example')).toMatchObject({ text: 'sc://spark.example:15002', authority: 'spark.example:15002', tls: false, namedSession: false })
    expect(parseAddress('sc://127.0.0.1:15102')).toMatchObject({ authority: '127.0.0.1:15102' })
    expect(parseAddress('sc://[::1]:15102/')).toMatchObject({ authority: '[::1]:15102' })
  })

  test('parameters as PySpark spells them', () => {
    const session = '0f8fad5b-d9cb-469f-a165-70867728950e'
    const address = parseAddress(`sc://h:1/;use_ssl=true;user_id=ada;user_agent=me%20too;session_id=${session};x-team=a%3Bb`)
    expect(address).toMatchObject({ tls: true, userId: 'ada', userAgent: 'me too', sessionId: session, namedSession: true })
    expect(address.headers()).toEqual({ 'x-team': 'a;b' })
  })

  test('two sessions of one address are two', () => {
    expect(parseAddress('sc://h').sessionId).not.toBe(parseAddress('sc://h').sessionId)
  })

  test('a token goes as a header, over TLS, and stands nowhere else', () => {
    const address = parseAddress('sc://h/;token=s3cr3t%2Fkey')
    expect(address.headers()).toEqual({ authorization: 'Bearer s3cr3t/key' })
    expect(address.tls).toBe(true)
    expect(parseAddress('sc://localhost/;token=s3cr3t').tls).toBe(false)
    expect(JSON.stringify(address)).not.toContain('s3cr3t')
    expect(address.redact('Bearer s3cr3t/key and s3cr3t%2Fkey were refused')).toBe('Bearer [REDACTED] and [REDACTED] were refused')
  })

  test('a token may come from the environment', () => {
    expect(parseAddress('sc://h', { SPARK_CONNECT_AUTHENTICATE_TOKEN: 'abc' }).headers()).toEqual({ authorization: 'Bearer abc' })
  })

  test.each([
    ['http://h', "begins with 'sc://'"],
    ['sc://', 'has no host'],
    ['sc://h:0', 'port from 1 to 65535'],
    ['sc://h:99999', 'port from 1 to 65535'],
    ['sc://h:port', 'has no host, or something else'],
    ['sc://h/path', 'has no path'],
    ['sc://h/;token', "'name=value'"],
    ['sc://h/;token=', "'name=value'"],
    ['sc://h/;a=1;a=2', 'a twice'],
    ['sc://h/;use_ssl=yes', 'use_ssl=true or use_ssl=false'],
    ['sc://h/;session_id=mine', 'UUID'],
    ['sc://h/;use_ssl=false;token=s3cr3t', 'open connection'],
    ['sc://h/;token=%zz', 'not URL-encoded'],
  ])('%s is refused', (url, words) => {
    let said: unknown
    try {
      parseAddress(url)
    } catch (error) {
      said = error
    }
    expect(isTidemarkError(said) && [said.code, said.message]).toEqual(['INVALID_CONNECT_URL', expect.stringContaining(words)])
    expect(isTidemarkError(said) && said.sentence).not.toContain('s3cr3t')
  })
})
