/** What TypeScript has against a cell, as tslab tells it. */
export interface Diagnostic {
  /** From 0. The links of a message chain arrive as diagnostics of their own, at the same place. */
  readonly start: { readonly line: number; readonly character: number }
  readonly messageText: string
  readonly code: number
  readonly fileName?: string
}
