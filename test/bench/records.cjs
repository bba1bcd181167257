// The two shapes of record that the benchmark reads. Seeded: every run writes the same.
'use strict'

function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const actions = ['login', 'view', 'search', 'buy', 'logout']
const start = Date.parse('2021-10-18T00:00:00Z')
const time = i => new Date(start + Math.floor(i / 20) * 1000).toISOString().replace('.000', '')

/** Flat, ASCII, no escapes: what most logs are. */
function simple(i, next) {
  return `{"user":"user${String(Math.floor(next() * 1000)).padStart(5, '0')}","action":"${actions[Math.floor(next() * 5)]}","timestamp":"${time(i)}"}`
}

/** Escapes, nesting, non-ASCII, keys in any order, fields nobody asks for. */
function hard(i, next) {
  const user = `Jos\\u00e9 \\"${Math.floor(next() * 1000)}\\" 日本語`
  const action = actions[Math.floor(next() * 5)]
  const extra = `"client":{"ip":"10.0.${Math.floor(next() * 255)}.1","tags":["a","b\\n",{"k":[1,2.5e3,null]}],"agent":"Mozilla\\/5.0 (X11; Linux)"}`
  return next() < 0.5
    ? `{${extra},"timestamp":"${time(i)}","action":"${action}","user":"${user}"}`
    : `{"user":"${user}", "n": ${i}, ${extra}, "action":"${action}","timestamp":"${time(i)}"}`
}

module.exports = { random, shapes: { simple, hard } }
