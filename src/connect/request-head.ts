import type { Message } from './protocol'

/** What goes into every request. */
export interface RequestHead {
  readonly sessionId: string
  readonly userContext: Message<'UserContext'>
  readonly clientType: string
  readonly clientObservedServerSideSessionId?: string
}
