/** The lab's Python packages, each version tried together with the others; what they need themselves comes with them. */
export const pins: Readonly<Record<string, string>> = {
  jupyterlab: '4.6.6',
  nbconvert: '7.17.2',
  nbclient: '0.11.0',
}

/** JupyterLab's own least Python. */
export const oldestPython = [3, 10] as const
