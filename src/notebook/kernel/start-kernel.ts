import { resolve } from 'node:path'
import type { FromCells } from '../cell/cell-channel'
import { TslabMissing } from '../errors'
import type { ErrorOutput } from '../nbformat'
import { projectRoot } from '../runner/project-root'
import { createCellsHost } from './cells-host'
import { readConnection } from './connection'
import { createExecutions, type Waiting } from './executions'
import { isCompleteRequest } from './is-complete'
import { kernelInfo } from './kernel-info'
import { toPoints, toUnits } from './positions'
import { bindSockets, type Channel, type Sockets } from './sockets'
import type { Header, Message } from './wire'
import { loadZeroMq, type ZeroMq } from './zeromq'

export interface KernelOptions {
  /** What Jupyter wrote for this kernel: ports and key. */
  readonly connectionFile: string
  readonly version: string
  /** The folder of the notebook. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** What is not for a cell: Jupyter's log. */
  tell(line: string): void
  /** The compiled entry of the cells' process, where the kernel itself runs from sources. */
  readonly entry?: string
}

export interface Kernel {
  interrupt(): void
  /** Stops everything that cells have started, and the kernel. */
  stop(): Promise<void>
  /** Resolves once it has been shut down and nothing of it is left. */
  readonly ended: Promise<void>
}

/** How many executions may still show something behind their end. */
const remembered = 5000

/** Starts a kernel for Jupyter. The process for the cells starts first: its compiler takes longest. */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const connection = readConnection(options.connectionFile)
  const root = projectRoot(resolve(options.cwd, 'notebook.ipynb'), options.cwd)
  const parents = new Map<number, Header>()
  let count = 0
  let unseen = 0
  /** Nobody asked for what cell 0 says: it goes to the execution that ran last. */
  const parentOf = (cell: number): Header | null => parents.get(cell) ?? [...parents.values()].at(-1) ?? null
  const host = createCellsHost({ root, env: { ...options.env, TIDEMARK_PROMPTS: '1' }, entry: options.entry, receive: message => forward(message) })
  let running: Message | undefined
  let closing = false

  const forward = (message: Extract<FromCells, { cell: number }>): void => {
    const parent = parentOf(message.cell)
    switch (message.kind) {
      case 'stream': return sockets.publish('stream', parent, { name: message.name, text: message.text })
      case 'display': return sockets.publish('display_data', parent, { data: message.data, metadata: {}, transient: { display_id: message.id } })
      case 'update': return sockets.publish('update_display_data', parent, { data: message.data, metadata: {}, transient: { display_id: message.id } })
      case 'result':
        return sockets.publish('execute_result', parent, { execution_count: message.cell, data: message.data, metadata: {}, transient: { display_id: message.id } })
      case 'error': {
        const { ename, evalue, traceback } = message.error
        return sockets.publish('error', parent, { ename, evalue, traceback })
      }
      case 'done':
    }
  }
  const status = (state: 'starting' | 'busy' | 'idle', parent: Header | null): void => sockets.publish('status', parent, { execution_state: state })

  const executeOne = async ({ channel, message }: Waiting): Promise<ErrorOutput | null> => {
    const { header, content, metadata } = message
    const source = String(content.code ?? '')
    const silent = content.silent === true
    running = message
    status('busy', header)
    if (!silent && source.trim() !== '') count++
    // What is silent has no count of its own, and still must be told apart.
    const cell = silent ? 1_000_000 + ++unseen : count
    if (parents.size >= remembered) parents.delete([...parents.keys()][0])
    parents.delete(cell)
    parents.set(cell, header)
    if (!silent) sockets.publish('execute_input', header, { code: source, execution_count: count })
    const error = source.trim() === '' ? null : await host.execute({
      cell, source,
      owner: typeof metadata.cellId === 'string' ? metadata.cellId : `execution ${cell}`,
      headless: isHeadless(message, options.env),
    })
    const outcome = error === null ? { status: 'ok', payload: [], user_expressions: {} }
      : { status: 'error', ename: error.ename, evalue: error.evalue, traceback: error.traceback }
    sockets.reply(channel, message, 'execute_reply', { ...outcome, execution_count: count }, { status: outcome.status })
    status('idle', header)
    running = undefined
    return error
  }
  const executions = createExecutions(executeOne, ({ channel, message }) => {
    status('busy', message.header)
    sockets.reply(channel, message, 'execute_reply', { status: 'aborted', execution_count: count }, { status: 'aborted' })
    status('idle', message.header)
  })

  /** Answers at once, also while a cell runs. */
  const answers: Readonly<Record<string, (message: Message) => object | Promise<object>>> = {
    kernel_info_request: () => kernelInfo(options.version),
    comm_info_request: () => ({ status: 'ok', comms: {} }),
    history_request: () => ({ status: 'ok', history: [] }),
    connect_request: () => ({
      shell_port: connection.shell_port, iopub_port: connection.iopub_port, stdin_port: connection.stdin_port,
      hb_port: connection.hb_port, control_port: connection.control_port,
    }),
    is_complete_request: ({ content }) => isCompleteRequest(zmqRoot, String(content.code ?? '')),
    complete_request: async ({ content }) => {
      const source = String(content.code ?? '')
      const at = Number(content.cursor_pos ?? 0)
      const found = await host.complete(source, toUnits(source, at))
      return {
        status: 'ok', metadata: {}, matches: found?.matches ?? [],
        cursor_start: found === null ? at : toPoints(source, found.start), cursor_end: found === null ? at : toPoints(source, found.end),
      }
    },
    inspect_request: async ({ content }) => {
      const source = String(content.code ?? '')
      const text = await host.inspect(source, toUnits(source, Number(content.cursor_pos ?? 0)))
      return { status: 'ok', found: text !== null, data: text === null ? {} : { 'text/plain': text }, metadata: {} }
    },
    interrupt_request: () => {
      host.interrupt()
      return { status: 'ok' }
    },
  }

  const receive = async (channel: Channel, message: Message): Promise<void> => {
    const { msg_type: type } = message.header
    if (closing) return
    if (type === 'execute_request') return executions.add({ channel, message })
    if (type === 'shutdown_request') return shutDown(channel, message)
    const answer = answers[type]
    if (answer === undefined) {
      // Comms of widgets that nobody opened here; anything else is worth a line in the log.
      if (!type.startsWith('comm_')) options.tell(`a message of type '${type}' was not understood`)
      return
    }
    status('busy', message.header)
    sockets.reply(channel, message, type.replace(/_request$/, '_reply'), await answer(message))
    status('idle', message.header)
    // Front ends show the last status they hear.
    if (running !== undefined) status('busy', running.header)
  }

  let end = (): void => {}
  const ended = new Promise<void>(resolveEnd => { end = resolveEnd })
  const stop = async (): Promise<void> => {
    if (closing) return ended
    closing = true
    await host.close()
    await sockets.close()
    end()
  }
  const shutDown = async (channel: Channel, message: Message): Promise<void> => {
    closing = true
    status('busy', message.header)
    await host.close()
    sockets.reply(channel, message, 'shutdown_reply', { status: 'ok', restart: message.content.restart === true })
    status('idle', message.header)
    await sockets.close()
    end()
  }

  const zmqRoot = root
  let zmq: ZeroMq
  try {
    zmq = loadZeroMq(root)
  } catch (error) {
    await host.close()
    throw new TslabMissing('tslab, which the kernel stands on, is not installed here', { hint: 'npm install --save-dev tslab@1.0.22', cause: error })
  }
  const sockets: Sockets = await bindSockets(zmq, connection, (channel, message) => void receive(channel, message), options.tell)
  status('starting', null)
  return { interrupt: () => host.interrupt(), stop, ended }
}

/**
 * Whether nobody watches: then a live chart is awaited to its end, for the saved notebook. JupyterLab and VS Code say
 * which cell runs; nbclient, under nbconvert and papermill, does not and takes no input.
 */
function isHeadless({ content, metadata }: Message, env: NodeJS.ProcessEnv): boolean {
  if (env.TIDEMARK_HEADLESS !== undefined) return env.TIDEMARK_HEADLESS === '1'
  return metadata.cellId === undefined && content.allow_stdin !== true
}
