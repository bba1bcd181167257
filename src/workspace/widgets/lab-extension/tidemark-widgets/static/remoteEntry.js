/*
 * Draws `application/vnd.tidemark.widget+json` as a control. A choice goes to the notebook's kernel as `widgets.set`, and
 * the widget's cell and those below it run again. Without this extension the same output shows as text that says how.
 *
 * JupyterLab loads it as a module-federation container and shares its own modules through the scope; written by hand, so
 * that nothing has to be bundled. What a widget is called and offers is text: it becomes text nodes and values only.
 */
(() => {
  const MIME = 'application/vnd.tidemark.widget+json'
  let scope = {}

  async function shared(name) {
    const [version] = Object.keys(scope[name] ?? {})
    if (version === undefined) throw new Error(`JupyterLab shares no ${name}`)
    return (await scope[name][version].get())()
  }

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties)
    made.append(...children)
    return made
  }

  /** The control of one widget: what holds it, and what its value is now. */
  function control(widget, changed) {
    const { kind, choices, value, name } = widget
    const title = widget.label ?? name
    if (kind === 'multiselect') {
      const boxes = choices.map(choice => element('input', { type: 'checkbox', checked: value.includes(choice), onchange: () => changed(choices.filter((_, i) => boxes[i].checked)) }))
      const labels = choices.map((choice, i) => element('label', { style: 'display: inline-flex; align-items: center; gap: 4px' }, boxes[i], choice))
      return element('fieldset', { style: 'border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center' }, element('strong', {}, title), ...labels)
    }
    const width = 'min-width: 160px; max-width: 320px; width: auto; margin: 0'
    const input = kind === 'dropdown'
      ? element('select', { className: 'jp-mod-styled', style: width }, ...choices.map(choice => element('option', { value: choice, selected: choice === value }, choice)))
      : element('input', { className: 'jp-mod-styled', type: 'text', style: width, value })
    input.onchange = () => changed(input.value)
    const list = kind === 'combobox' ? [element('datalist', { id: `tidemark-choices-${Math.random().toString(36).slice(2)}` }, ...choices.map(choice => element('option', { value: choice })))] : []
    if (list.length > 0) input.setAttribute('list', list[0].id)
    return element('label', { style: 'display: flex; gap: 10px; align-items: center' }, element('strong', {}, title), input, ...list)
  }

  function plugin({ Widget }, { INotebookTracker, NotebookActions }) {
    /** Gives the kernel the value; resolves to what was wrong with it, or to null. */
    async function setValue(kernel, name, value) {
      const code = `(await import('tidemark')).widgets.set(${JSON.stringify(name)}, ${JSON.stringify(value)})`
      const { content } = await kernel.requestExecute({ code, silent: true, store_history: false }).done
      return content.status === 'ok' ? null : content.evalue || content.status
    }

    class Control extends Widget {
      constructor(panel) {
        super()
        this.panel = panel
        this.node.style.padding = '4px 0'
      }
      async renderModel(model) {
        const widget = model.data[MIME]
        const said = element('small', { style: 'color: var(--jp-error-color1)' })
        const all = element('div', { className: 'tidemark-widget-control', style: 'font-size: var(--jp-content-font-size1)' })
        const changed = async value => {
          const kernel = this.panel.sessionContext.session?.kernel
          said.textContent = ''
          if (!kernel) {
            said.textContent = ' There is no kernel: start one, and choose again.'
            return
          }
          all.inert = true
          try {
            const wrong = await setValue(kernel, widget.name, value)
            if (wrong !== null) said.textContent = ` ${wrong}`
            else this.runFromHere()
          } finally {
            all.inert = false
          }
        }
        all.append(control(widget, value => void changed(value)), said)
        this.node.replaceChildren(all)
      }
      /** Runs the widget's cell and those below; the reader's place in the notebook stays. */
      runFromHere() {
        const { content, sessionContext } = this.panel
        const at = content.widgets.findIndex(cell => cell.node.contains(this.node))
        if (at >= 0) void NotebookActions.runCells(content, content.widgets.slice(at), sessionContext)
      }
    }

    const addTo = panel => panel.content.rendermime.addFactory({ safe: true, mimeTypes: [MIME], createRenderer: () => new Control(panel) }, 0)
    return {
      id: 'tidemark-widgets:controls', autoStart: true, requires: [INotebookTracker],
      activate: (_, tracker) => {
        tracker.forEach(addTo)
        tracker.widgetAdded.connect((_tracker, panel) => addTo(panel))
      },
    }
  }

  const containers = (window._JUPYTERLAB ??= {})
  containers['tidemark-widgets'] = {
    init: given => { scope = given },
    get: async () => {
      const made = plugin(await shared('@lumino/widgets'), await shared('@jupyterlab/notebook'))
      return () => ({ default: made, __esModule: true })
    },
  }
})()
