import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, withLab } from './with-lab'

const cells = [
  "import { widgets } from 'tidemark'\nconsole.log('above')",
  "const size = widgets.dropdown('size', '1 hour', ['10 minutes', '1 hour', '1 day'], 'Window size')",
  "console.log('the size is', size)",
  "const actions = widgets.multiselect('actions', ['login'], ['login', 'logout', 'it\\'s \"</label><img src=x onerror=alert(1)>'])",
  'console.log(actions.length, actions.join())',
  "const user = widgets.combobox('user', 'everyone', ['everyone', 'John Smith'])\nconst topic = widgets.text('topic', 'topic_log')",
  'console.log(user, topic)',
]

describeLive("a widget's control in a real JupyterLab", [jupyterLab, chromium], () => {
  test('a choice sets the value and runs the cells below, and nothing else of the notebook changes', () => withLab(async lab => {
    const page = await lab.open('widgets.ipynb')
    await page.runAll()
    const within = page.page.locator('.tidemark-widget-control')
    expect(await within.count()).toBe(4)
    await page.screenshot('widget', 2)
    const above = await page.executionCount(1)

    await within.locator('select').selectOption('1 day')
    await page.shows(3, 'the size is 1 day')
    await page.idle()
    expect(await page.executionCount(1)).toBe(above)
    expect(await within.locator('select').inputValue()).toBe('1 day')

    await within.getByLabel('logout').check()
    await page.shows(5, '2 login,logout')
    await page.idle()
    await within.getByLabel('login', { exact: true }).uncheck()
    await page.shows(5, '1 logout')
    await page.idle()
    await within.getByLabel('it\'s').check()
    await page.shows(5, '2 logout,it\'s "</label><img src=x onerror=alert(1)>')
    await page.idle()

    await within.getByLabel('user').fill('Jane Roe')
    await within.getByLabel('user').press('Tab')
    await page.shows(7, 'Jane Roe topic_log')
    await page.idle()
    await page.pictures('widgets')
    expect(await page.errors()).toEqual([])
    await page.save()
    expect(page.saved().cells.map(cell => cell.source)).toEqual(cells)
    await page.close()
    expect(lab.consoleErrors).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  }, { notebooks: { 'widgets.ipynb': cells } }), labTimeout)
})
