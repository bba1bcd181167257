/** The name by which notebooks ask for the kernel, and the one that people read. */
export const kernelName = 'tidemark'
export const kernelDisplayName = 'TypeScript (Tidemark)'

/** The files of a Jupyter kernelspec, by name. `command` is what starts `tidemark`. */
export function kernelSpecFiles(command: readonly string[], displayName = kernelDisplayName): Readonly<Record<string, string>> {
  const spec = {
    argv: [...command, 'kernel', 'start', '{connection_file}'],
    display_name: displayName,
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: false },
  }
  return { 'kernel.json': `${JSON.stringify(spec, null, 2)}\n`, 'logo-svg.svg': logo }
}

// Waves, and the line that the highest of them has left.
const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Tidemark">
  <rect width="64" height="64" rx="12" fill="#12354f"/>
  <path d="M6 19h52" stroke="#f2b84b" stroke-width="4" stroke-linecap="round" stroke-dasharray="1 8"/>
  <path d="M6 35c8-8 18-8 26 0s18 8 26 0" fill="none" stroke="#5fb3d9" stroke-width="5" stroke-linecap="round"/>
  <path d="M6 49c8-8 18-8 26 0s18 8 26 0" fill="none" stroke="#9fd3ea" stroke-width="5" stroke-linecap="round"/>
</svg>
`
