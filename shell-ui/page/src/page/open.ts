import { startClock } from '../core/ipc'
import { drawCapsule } from './capsule'
import { setPage } from './page-props'
import { setTheme } from './theme'

/** `PageInit` of the runtime; `window` is the page's effective configuration. */
export interface PageInit {
  pageId: number
  route: string
  theme: string
  window?: Record<string, unknown>
  isTab?: boolean
  /** Capsule rectangle: left, top, width, height in px; there only where the page shall draw the capsule. */
  menuButton?: [number, number, number, number]
  /** app.json `style`; `v2` has the newer looks of buttons and icons. */
  style?: string
  /** The batch to show until the first one comes. */
  rendering?: string
}

declare global {
  interface Window {
    /** Where automation clients look for a page's window configuration. */
    __wxConfigWindow__?: Record<string, unknown>
  }
}

let current: PageInit | undefined

/** What the page was opened with. */
export function pageInit(): PageInit | undefined {
  return current
}

/** Prepares the document for the page named by the host. */
export function openPage(init: PageInit): void {
  current = init
  startClock()
  setTheme(init.theme)
  const config = init.window ?? {}
  window.__wxConfigWindow__ = config
  document.documentElement.classList.toggle('v2', (init.style ?? config.style) === 'v2')
  setPage({
    backgroundColor: config.backgroundColor,
    backgroundTextStyle: config.backgroundTextStyle,
    disableScroll: config.disableScroll,
    onReachBottomDistance: config.onReachBottomDistance,
    enablePullDownRefresh: config.enablePullDownRefresh,
  })
  if (config.navigationStyle === 'custom' && init.menuButton !== undefined) drawCapsule(init, init.menuButton)
}
