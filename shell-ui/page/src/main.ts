import './styles/page.css'
import './styles/components.css'
import { registerComponents } from './components'
import { createBridge } from './core/bridge'
import { Interpreter } from './core/interpreter'
import { report, send } from './core/ipc'
import type { PageElement } from './core/node'
import { services } from './core/services'
import { startEvents } from './events'
import { startPage } from './page/page-scroll'

addEventListener('error', (event) => {
  // Not an error: a size changed while sizes were being told, and is told in the next frame.
  if (!/ResizeObserver loop/.test(event.message)) report(event.error ?? event.message)
})
addEventListener('unhandledrejection', (event) => report(event.reason))

registerComponents()
const root = document.createElement('wx-page') as PageElement
document.body.append(root)
const interpreter = new Interpreter(root, services)
services.attach(interpreter)
window.__pp = createBridge(interpreter)
startEvents()
startPage()
send('ready')
