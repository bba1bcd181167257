import type { Instant } from '../core/instant'
import type { Why } from '../plan/why'

const MOST = 10

/** The answer as text: the reasons, what would help, and the windows that wait. */
export function whyText({ reasons, help, openWindows }: Pick<Why, 'reasons' | 'help' | 'openWindows'>): string {
  const lines = reasons.map(({ text }) => text)
  for (const one of help) lines.push(`→ ${one}`)
  if (openWindows.length > 0) lines.push('Open windows:')
  for (const { start, end, groups, needsEventTime } of openWindows.slice(0, MOST)) {
    lines.push(`  ${span(start, end)}: ${groups.toLocaleString('en-US')} group${groups === 1 ? '' : 's'}, closes after an event at or after ${needsEventTime.toString()}`)
  }
  if (openWindows.length > MOST) lines.push(`  and ${(openWindows.length - MOST).toLocaleString('en-US')} more`)
  return lines.join('\n')
}

function span(start: Instant, end: Instant): string {
  return start.micros === end.micros ? start.toString() : `${start.toString()} – ${end.toString()}`
}
