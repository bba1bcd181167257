import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PdfFailed, RunInterrupted } from '../errors'
import { findChromium } from './find-chromium'

export interface PrintOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
  /** How long the browser may take; 120,000 ms by default. */
  readonly timeoutMs?: number
}

/**
 * A page as a PDF, printed by the machine's Chromium without a network, in a profile of its own that is gone afterwards.
 *
 * @throws CHROMIUM_MISSING, PDF_FAILED, RUN_INTERRUPTED when the signal aborts
 */
export async function printPdf(page: string, options: PrintOptions = {}): Promise<Uint8Array> {
  const env = options.env ?? process.env
  const chromium = findChromium(env)
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-pdf-'))
  try {
    const source = join(dir, 'report.html')
    const target = join(dir, 'report.pdf')
    writeFileSync(source, page)
    const print = (sandbox: boolean): Promise<Ended> => runBrowser(chromium, [
      '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-default-browser-check', '--disable-extensions',
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
      ...(sandbox ? [] : ['--no-sandbox']),
      // Every name resolves to nothing: the page asks for none, and the browser shall not either.
      '--host-resolver-rules=MAP * ~NOTFOUND', `--user-data-dir=${join(dir, 'profile')}`,
      '--no-pdf-header-footer', `--print-to-pdf=${target}`, pathToFileURL(source).href,
    ], { ...env, HOME: dir, XDG_CONFIG_HOME: join(dir, 'config'), XDG_CACHE_HOME: join(dir, 'cache') }, options)
    // Chromium refuses root a sandbox; elsewhere (containers) the kernel may.
    const asRoot = process.getuid?.() === 0
    let ended = await print(!asRoot)
    if (!asRoot && !existsSync(target) && /sandbox/i.test(ended.said)) ended = await print(false)
    if (options.signal?.aborted === true) throw new RunInterrupted('printing the PDF was interrupted', { hint: 'It was not written.' })
    if (!existsSync(target)) {
      throw new PdfFailed(`'${chromium}' printed no PDF (${ended.how})`, {
        hint: `Try another browser with CHROMIUM=<program>. It said:\n  ${ended.said.trim().split('\n').slice(-3).map(line => line.slice(0, 300)).join('\n  ')}`,
      })
    }
    return readFileSync(target)
  } finally {
    // The browser's helpers may still write for a moment.
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

interface Ended { readonly how: string; readonly said: string }

function runBrowser(program: string, args: readonly string[], env: NodeJS.ProcessEnv, { signal, timeoutMs = 120_000 }: PrintOptions): Promise<Ended> {
  return new Promise(done => {
    let said = ''
    let late = false
    // A group of its own: it is many processes, and they end as one.
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32' })
    const kill = (): void => {
      try {
        process.kill(process.platform === 'win32' ? child.pid ?? 0 : -(child.pid ?? 0), 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    const timer = setTimeout(() => {
      late = true
      kill()
    }, timeoutMs)
    signal?.addEventListener('abort', kill)
    process.once('exit', kill)
    if (signal?.aborted === true) kill()
    const end = (how: string): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', kill)
      process.removeListener('exit', kill)
      kill()
      done({ how: late ? `not done after ${timeoutMs / 1000} s` : how, said })
    }
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-20_000) })
    child.once('error', error => end(error.message))
    child.once('exit', (code, by) => end(by === null ? `exit code ${code}` : `signal ${by}`))
  })
}
