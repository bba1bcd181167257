import { protocolVersion } from './wire'

/** What the kernel says of itself. */
export function kernelInfo(version: string): object {
  return {
    status: 'ok',
    protocol_version: protocolVersion,
    implementation: 'tidemark',
    implementation_version: version,
    language_info: {
      name: 'typescript',
      version: '5.0.4',
      mimetype: 'text/typescript',
      file_extension: '.ts',
      // As tslab has it: JupyterLab looks at `mode`, the classic notebook at the other two.
      codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
      pygments_lexer: 'typescript',
      nbconvert_exporter: 'script',
    },
    banner: `Tidemark ${version}: event streams in TypeScript cells`,
    help_links: [],
    debugger: false,
  }
}
