import { receiptLines, type Receipt } from '../api/prove'
import type { MimeBundle } from '../core/cell-output'
import { AS_IS, html, htmlText } from './html'
import { labelText, visibleText } from './visible-text'

export function isReceipt(of: unknown): of is Receipt {
  return typeof of === 'object' && of !== null && 'equal' in of && 'difference' in of && 'versions' in of && 'input' in of
}

/** What two engines made of the same input, and whether it is the same. */
export function receiptBundle(of: Receipt): MimeBundle {
  const lines = receiptLines(of)
  return {
    'text/html': htmlText(html`<table class="tidemark-receipt ${AS_IS}" style="margin-left:0;border-left:4px solid ${of.equal ? '#2e7d32' : '#b3261e'}"><tbody>
${lines.map(([name, text]) => html`<tr><th style="text-align:left;vertical-align:top;white-space:nowrap">${name}</th><td style="text-align:left;overflow-wrap:anywhere">${name.startsWith('SHA-256') ? html`<code>${text}</code>` : labelText(text, 2000)}</td></tr>\n`)}</tbody></table>`),
    'text/plain': of.toString().split('\n').map(visibleText).join('\n'),
  }
}
