import { registerComponents } from '../src/components'
import { Interpreter } from '../src/core/interpreter'
import type { PageElement } from '../src/core/node'
import { services } from '../src/core/services'
import type { MakeWxs } from '../src/wxs/confinement'
import { defineModule } from '../src/wxs/modules'
import { type Sent, wxsSource } from './ops'

export { op, type Sent } from './ops'

/** A page in jsdom: an interpreter on a fresh root, and every message it sends. */
export interface TestPage {
  root: PageElement
  sent: Sent[]
  interpreter: Interpreter
  apply(...ops: unknown[][]): void
  /** Gives the page a WXS module. */
  define(module: string, code: string): void
  element(id: number): PageElement
}

export function testPage(): TestPage {
  registerComponents()
  document.body.replaceChildren()
  const root = document.createElement('wx-page') as PageElement
  document.body.append(root)
  const sent: Sent[] = []
  window.ipc = { postMessage: (message) => sent.push(JSON.parse(message) as Sent) }
  const interpreter = new Interpreter(root, services)
  services.attach(interpreter)
  return {
    root,
    sent,
    interpreter,
    apply: (...ops) => interpreter.apply(ops.flat()),
    define: (module, code) => defineModule(module, new Function(`return ${wxsSource(code)}`)() as MakeWxs),
    element: (id) => interpreter.element(id),
  }
}
