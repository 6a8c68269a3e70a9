/** What the user does in the shell. */

import { chrome, chromeReplied } from './chrome'
import { hooks } from './hooks'
import { pageStack, setTheme } from './launch'
import type { Page } from './page'
import { pickerColumnTurned } from './page-requests'
import { program } from './program'
import { shareFrom } from './share'

type Payload = Record<string, unknown>

export function handleChromeEvent(name: string, payload: Payload): void {
  const router = pageStack()
  const page = router.top
  switch (name) {
    case 'reply':
      chromeReplied(Number(payload.request), payload.result)
      return
    case 'back':
      leave(page)
      return
    case 'home':
      router.route({ kind: 'reLaunch', path: program.entryPagePath, query: {} }, () => {})
      return
    case 'tab':
      switchTo(payload)
      return
    case 'menu':
      if (payload.action === 'share' && page !== undefined) shareFrom(page, 'menu')
      else if (payload.action === 'reload') router.restart()
      return
    case 'navDoubleTap':
      page?.scrollTo(0, 300)
      return
    case 'theme':
      if (typeof payload.theme === 'string') setTheme(payload.theme)
      return
    case 'resize':
      resized(page)
      return
    case 'pickerColumn':
      pickerColumnTurned(payload)
      return
    case 'tabDoubleTap':
      return
  }
}

/** The back button: asks first where the page wants it, and leaves the mini-program on the last page. */
function leave(page: Page | undefined): void {
  const router = pageStack()
  const go = (): void => {
    if (router.stack().length > 1) router.back(1, () => {})
    else router.exit()
  }
  if (page === undefined || page.leaveAlert === null) {
    go()
    return
  }
  chrome('modal', { title: '', content: page.leaveAlert, showCancel: true }, (result) => {
    if (result.confirm === true) go()
  })
}

function switchTo(payload: Payload): void {
  const router = pageStack()
  const path = String(payload.pagePath ?? '').replace(/^\//, '')
  if (!router.isTabPage(path)) return
  const item = { index: String(payload.index), pagePath: path, text: String(payload.text ?? '') }
  router.route({ kind: 'switchTab', path, query: {} }, () => router.top?.hook('onTabItemTap', item))
}

function resized(page: Page | undefined): void {
  if (page === undefined) return
  const { width, height } = page.size
  const size = { windowWidth: width, windowHeight: height }
  page.hook('onResize', { size })
  page.pageLifetime('resize', size)
  hooks.facade?.emit('onWindowResize', { size })
}
