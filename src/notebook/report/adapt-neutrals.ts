/**
 * A chart's black, grey and white are ink and paper. As shades of `currentColor` its axes, labels and titles are right
 * on a light page, a dark page and on paper alike; on white the result looks as it did.
 */
export function adaptNeutral(attributes: Record<string, string>): Record<string, string> {
  const adapted = { ...attributes }
  for (const paint of ['fill', 'stroke'] as const) {
    const lightness = attributes[paint] === undefined ? undefined : neutralLightness(attributes[paint])
    if (lightness === undefined) continue
    const alpha = (1 - lightness) * Number(attributes[`${paint}-opacity`] ?? 1)
    if (alpha < 0.02) {
      adapted[paint] = 'none'
      continue
    }
    adapted[paint] = 'currentColor'
    if (alpha < 0.98) adapted[`${paint}-opacity`] = String(Math.round(alpha * 100) / 100)
  }
  return adapted
}

const names: Readonly<Record<string, number>> = {
  black: 0, dimgray: 0.41, dimgrey: 0.41, gray: 0.5, grey: 0.5, darkgray: 0.66, darkgrey: 0.66, silver: 0.75,
  lightgray: 0.83, lightgrey: 0.83, gainsboro: 0.86, whitesmoke: 0.96, white: 1,
}

/** From 0 (black) to 1 (white), where a colour has no hue to speak of. */
export function neutralLightness(colour: string): number | undefined {
  const text = colour.trim().toLowerCase()
  if (names[text] !== undefined) return names[text]
  const channels = channelsOf(text)
  if (channels === undefined || Math.max(...channels) - Math.min(...channels) > 8) return undefined
  return channels.reduce((sum, channel) => sum + channel, 0) / 3 / 255
}

function channelsOf(text: string): number[] | undefined {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(text)
  if (short !== null) return short.slice(1).map(digit => parseInt(digit + digit, 16))
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(text)
  if (long !== null) return long.slice(1).map(pair => parseInt(pair, 16))
  const rgb = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(text)
  return rgb?.slice(1).map(Number)
}
