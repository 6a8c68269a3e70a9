import { OP_SPECS, type OpName } from '../protocol'
import { Interpreter, type PageServices } from './interpreter'
import { report } from './ipc'
import type { PageElement } from './node'
import { addStyle, disableStyle } from './styles'

/** Operations that draw. The others make a page listen and act, which an initial rendering does not. */
const DRAWING: ReadonlySet<OpName | ''> = new Set([
  'createElement',
  'createHost',
  'createText',
  'append',
  'insertBefore',
  'remove',
  'replace',
  'splice',
  'release',
  'setText',
  'setId',
  'setClass',
  'setStyle',
  'setHostScope',
  'setAttr',
  'removeAttr',
  'addStyle',
])

/** WeChat's list of built-in components that an initial rendering shows, and those that only hold others. */
const SHOWN: ReadonlySet<string> = new Set([
  ...['view', 'text', 'button', 'image', 'scroll-view', 'rich-text'],
  ...['block', 'slot', 'label', 'form', 'navigator'],
])

function silent(): void {}

/** Without events, questions and effects on the page as a whole. Notes the style sheets it adds. */
function inertServices(sheets: number[]): PageServices {
  return {
    listenerChanged: silent,
    wxsBound: silent,
    pageLooksChanged: silent,
    addStyle(index, css) {
      sheets.push(index)
      addStyle(index, css)
    },
    disableStyle: silent,
    query: silent,
    scrollPage: silent,
    setPage: silent,
    observe: silent,
    unobserve: silent,
    animate: silent,
    toast: silent,
    loadFont: silent,
    call: silent,
  }
}

/** The operations that draw; components that cannot be shown yet leave a gap. */
function drawingOf(batch: readonly unknown[]): unknown[] {
  const drawing: unknown[] = []
  for (let at = 0; at < batch.length; ) {
    const spec = OP_SPECS[batch[at] as number]
    if (spec === undefined) break
    const next = at + 1 + spec.args.length
    if (DRAWING.has(spec.name)) {
      const op = batch.slice(at, next)
      if (spec.name === 'createElement' && !SHOWN.has(op[2] as string)) op[2] = 'not-yet'
      drawing.push(...op)
    }
    at = next
  }
  return drawing
}

/**
 * Shows what `draw` gives in place of `root`, dead to events. The answer puts `root` back: called in the task
 * that fills it, so that nothing is painted in between.
 */
export function standIn(root: PageElement, draw: () => readonly unknown[]): () => void {
  const sheets: number[] = []
  const stand = document.createElement('wx-page') as PageElement
  stand.inert = true
  stand.setAttribute('initial-rendering', '')
  const interpreter = new Interpreter(stand, inertServices(sheets))
  try {
    interpreter.apply(draw())
  } catch (error) {
    report(error)
  }
  // A node without an id is none that the logic knows: no event is told of it.
  for (const node of interpreter.nodes.values()) node.$id = undefined
  root.replaceWith(stand)
  return () => {
    for (const index of sheets) disableStyle(index)
    stand.replaceWith(root)
  }
}

/** Shows a batch of an earlier page of the same kind in place of `root`. */
export function showInitialRendering(root: PageElement, batch: string): () => void {
  return standIn(root, () => drawingOf(JSON.parse(batch) as unknown[]))
}
