import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTutorial, tutorials } from '../notebooks/run-tutorial'
import { chromium, describeLive } from './parts'

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-logging=stderr', '--v=0']

describeLive('reports in a real browser without a network', [chromium], () => {
  test.each(tutorials)('%s: no console message, no request, and its charts are there', async name => {
    const dir = mkdtempSync(join(tmpdir(), 'tidemark-report-'))
    try {
      const { html } = await runTutorial(name)
      const page = join(dir, 'report.html')
      writeFileSync(page, html)
      // Every name resolves to nothing: whatever the page wanted to load would fail, and say so.
      const { stdout, stderr } = spawnSync('chromium', [...flags, '--host-resolver-rules=MAP * ~NOTFOUND', `--user-data-dir=${join(dir, 'profile')}`, '--dump-dom', `file://${page}`], { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60_000 })
      expect(stderr.split('\n').filter(line => line.includes('CONSOLE'))).toEqual([])
      const charts = (html.match(/<figure class="r-chart">/g) ?? []).length
      expect((stdout.match(/<svg[^>]*viewBox/g) ?? []).length).toBeGreaterThanOrEqual(charts)
      expect(stdout).toContain('This page is complete in itself')
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }, 300_000)
})
