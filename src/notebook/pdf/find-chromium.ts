import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { ChromiumMissing } from '../errors'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge', 'chrome.exe', 'msedge.exe']
const fixed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const hint = 'Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium), or name its program in CHROMIUM. '
  + 'The HTML report needs none, and any browser prints it.'

/**
 * The Chromium on this machine: the one `CHROMIUM` names, else the first of its family that is found.
 *
 * @throws CHROMIUM_MISSING
 */
export function findChromium(env: NodeJS.ProcessEnv): string {
  const named = env.CHROMIUM ?? ''
  if (named !== '') {
    if (isAbsolute(named) ? isProgram(named) : onPath(named, env) !== undefined) return named
    throw new ChromiumMissing(`CHROMIUM names '${named}', which is no program here`, { hint })
  }
  const found = names.map(name => onPath(name, env)).find(path => path !== undefined) ?? fixed.find(isProgram)
  if (found === undefined) throw new ChromiumMissing('a PDF is printed by Chromium, and there is none on this machine', { hint })
  return found
}

const onPath = (name: string, env: NodeJS.ProcessEnv): string | undefined =>
  (env.PATH ?? '').split(delimiter).filter(dir => dir !== '').map(dir => join(dir, name)).find(isProgram)

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    // Ubuntu's `chromium-browser` may be a script that only says how to install it; so may a broken link be.
    return !path.endsWith('chromium-browser') || spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
  } catch {
    return false
  }
}
