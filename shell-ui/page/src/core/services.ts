import { WxElement } from '../components/base'
import { touchmoveCatchChanged, touchmoveWxsChanged } from '../events/catch-move'
import { tapNode, touchNode } from '../events/automation'
import { backgroundChanged } from '../page/background'
import { setPage } from '../page/page-props'
import { scrollPage } from '../page/page-scroll'
import { showToast } from '../page/toast'
import { loadFont } from './fonts'
import type { Interpreter, PageServices } from './interpreter'
import { reply } from './ipc'
import { animate, useNodes } from './keyframes'
import { hasOwn } from './own'
import type { PageElement } from './node'
import { observe, unobserve } from './observers'
import { runQuery } from './queries'
import { addStyle, disableStyle } from './styles'
import { describeNodesOf } from '../wxs/descriptor'

let interpreter: Interpreter | undefined

/** Everything operations ask for beyond the element tree. */
export const services: PageServices & { attach(to: Interpreter): void } = {
  attach(to) {
    interpreter = to
    describeNodesOf(to.nodes)
    useNodes((id) => {
      const node = to.nodes.get(id)
      return node instanceof HTMLElement ? node : undefined
    })
  },
  listenerChanged(node, type) {
    if (type === 'touchmove') touchmoveCatchChanged(node)
  },
  wxsBound(node, type) {
    if (type === 'touchmove') touchmoveWxsChanged(node)
  },
  pageLooksChanged: backgroundChanged,
  addStyle,
  disableStyle,
  query(request, kind, params) {
    if (interpreter !== undefined) runQuery(interpreter.nodes, request, kind, params)
  },
  scrollPage,
  setPage,
  observe(observer, spec) {
    if (interpreter !== undefined) observe(interpreter.nodes, observer, spec)
  },
  unobserve,
  animate,
  toast: showToast,
  loadFont,
  call: callMethod,
}

/** Methods of the page itself, called on its root node. */
const pageMethods: Record<string, (params: never) => unknown> = {
  hideKeyboard() {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  },
}

/** Methods of every node, for automation. */
const nodeMethods: Record<string, (node: PageElement, params: never) => unknown> = {
  tap: tapNode,
  touch: touchNode,
}

function callMethod(node: PageElement, method: string, params: unknown, request: number): void {
  const own = node instanceof WxElement ? node.methods : undefined
  const methods = node.$id === 1 && hasOwn(pageMethods, method) ? pageMethods : own
  const run = methods !== undefined && hasOwn(methods, method) ? methods[method] : undefined
  if (run === undefined && hasOwn(nodeMethods, method)) {
    reply(request, nodeMethods[method]?.(node, params as never))
    return
  }
  if (run === undefined) {
    // The text the logic knows an unsupported method by.
    reply(request, null, 'not supported')
    return
  }
  try {
    const result = run.call(node, params as never)
    if (!(result instanceof Promise)) {
      reply(request, result)
      return
    }
    result.then(
      (value) => reply(request, value),
      (error: unknown) => reply(request, null, error instanceof Error ? error.message : String(error)),
    )
  } catch (error) {
    reply(request, null, error instanceof Error ? error.message : String(error))
  }
}
