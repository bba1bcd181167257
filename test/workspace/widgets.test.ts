import { installCellOutput, type MimeBundle } from '../../src/core/cell-output'
import { DECLARED, GIVEN, WIDGET_MIME, variableOf, widgets } from '../../src/workspace/widgets'
import { refusal } from '../support/refuses'

const bundles: MimeBundle[] = []
let headless = true
const env = { ...process.env }

beforeEach(() => {
  widgets.removeAll()
  process.env = { ...env }
  headless = true
  bundles.length = 0
  installCellOutput({
    get headless() { return headless },
    show: bundle => {
      const at = bundles.push(bundle) - 1
      return { id: `${at}`, update: next => { bundles[at] = next } }
    },
    own() {},
  })
})
afterAll(() => { process.env = env })

const given = (values: object): void => { process.env[GIVEN] = JSON.stringify(values) }

test('a value comes from whoever is nearest: set, the run, the environment, the cell, the default', () => {
  const day = (): string => widgets.text('day', 'default')
  expect(day()).toBe('default')
  process.env[DECLARED] = JSON.stringify({ day: 'cell' })
  expect(day()).toBe('cell')
  process.env.TIDEMARK_PARAM_DAY = 'environment'
  expect(day()).toBe('environment')
  given({ day: 'run' })
  expect(day()).toBe('run')
  widgets.set('day', 'set')
  expect(day()).toBe('set')
  widgets.remove('day')
  expect(day()).toBe('run')
  expect(bundles.map(bundle => (bundle[WIDGET_MIME] as { source: string }).source)).toEqual(['default', 'cell', 'environment', 'set', 'set', 'given'])
})

test('an empty text from outside is a value; another name is not this one', () => {
  given({ day: '', days: 'x', toString: 'y' })
  expect(widgets.text('day', 'default')).toBe('')
  expect(widgets.text('constructor', 'default')).toBe('default')
  expect(widgets.text('toString', 'default')).toBe('y')
})

test.each([['day', 'TIDEMARK_PARAM_DAY'], ['start day', 'TIDEMARK_PARAM_START_DAY'], ['topic-2', 'TIDEMARK_PARAM_TOPIC_2']])(
  'the variable of %s', (name, variable) => { expect(variableOf(name)).toBe(variable) })

test('choices: one, any text, any number; a number from a file is a text', () => {
  given({ size: 'day', user: 'nobody else', actions: 'login, logout,login', top: 5, list: ['b'] })
  expect(widgets.dropdown('size', 'hour', ['hour', 'day'])).toBe('day')
  expect(widgets.combobox('user', 'ann', ['ann', 'bob'])).toBe('nobody else')
  expect(widgets.multiselect('actions', [], ['login', 'logout', 'buy'])).toEqual(['login', 'logout'])
  expect(widgets.multiselect('list', 'a', ['a', 'b'])).toEqual(['b'])
  expect(widgets.multiselect('one', 'a', ['a', 'b'])).toEqual(['a'])
  expect(widgets.text('top', '3')).toBe('5')
  expect(widgets.get('actions')).toBe('login,logout')
  expect(widgets.getAll()).toEqual({ size: 'day', user: 'nobody else', actions: 'login,logout', list: 'b', one: 'a', top: '5' })
})

test('a value that is no choice is refused, with the choices and where it came from', () => {
  given({ size: 'dya', actions: 'login,nothing' })
  expect(refusal(() => widgets.dropdown('size', 'hour', ['hour', 'day']))).toMatchObject({
    code: 'INVALID_WIDGET_VALUE', message: "the dropdown 'size' has no choice 'dya' (the parameters of this run)", hint: "Did you mean 'day'? Valid: hour, day.",
  })
  expect(refusal(() => widgets.multiselect('actions', [], ['login', 'logout'])).code).toBe('INVALID_WIDGET_VALUE')
  widgets.dropdown('unit', 'hour', ['hour', 'day'])
  expect(refusal(() => widgets.set('unit', 'week')).code).toBe('INVALID_WIDGET_VALUE')
  expect(widgets.get('unit')).toBe('hour')
  given({ size: { nested: 1 } })
  expect(refusal(() => widgets.text('size', '')).message).toBe("the text 'size' takes a text, and was given an object")
})

test('a widget that cannot be is refused when it is made', () => {
  const loose = widgets.dropdown as (name: string, value: string, choices: string[]) => string
  expect(refusal(() => loose('size', 'week', ['hour', 'day'])).code).toBe('INVALID_WIDGET')
  expect(refusal(() => loose('size', 'hour', [])).message).toBe("the dropdown 'size' has no choices")
  expect(refusal(() => loose('size', 'a', ['a', 'a'])).message).toBe("the dropdown 'size' has the choice 'a' twice")
  expect(refusal(() => loose(' ', 'a', ['a'])).code).toBe('INVALID_WIDGET')
})

test('a name that no widget has is answered with the nearest', () => {
  expect(refusal(() => widgets.get('day'))).toMatchObject({ code: 'WIDGET_NOT_FOUND', hint: "A cell makes one: widgets.text('day', 'default')." })
  widgets.text('day', 'x')
  expect(refusal(() => widgets.get('dya')).hint).toBe("Did you mean 'day'? Valid: day.")
  expect(refusal(() => widgets.remove('dya')).code).toBe('WIDGET_NOT_FOUND')
})

test('what was set before its widget is made holds when it is', () => {
  widgets.set('later', 'early')
  expect(widgets.text('later', 'default')).toBe('early')
})

test('an output says value, choices and, where a person watches, how to change it; set redraws it in place', () => {
  headless = false
  widgets.dropdown('size', 'hour', ['hour', 'day'], 'Window')
  expect(bundles[0]['text/plain']).toBe('Window: hour (one of hour, day · change: widgets.set("size", "hour"), then run this cell and those below again)')
  widgets.set('size', 'day')
  expect(bundles).toHaveLength(1)
  expect(bundles[0]['text/plain']).toBe('Window: day (from widgets.set · one of hour, day · change: widgets.set("size", "day"), then run this cell and those below again)')
  headless = true
  widgets.text('plain', 'x')
  expect(bundles[1]['text/plain']).toBe('plain: x')
})

test('what is foreign in an output is text', () => {
  widgets.text('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>\u202e', '<b>label</b>')
  const html = String(bundles[0]['text/html'])
  expect(html).not.toMatch(/<(script|img|b>)/)
  expect(html).toContain('&lt;b&gt;label&lt;/b&gt;')
  expect(html).toContain('\\u202e')
})
