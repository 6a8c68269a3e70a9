/** Messages of the page views. */

import * as glassEasel from 'glass-easel'
import { write } from './console'
import { dispatchViewEvent, type EventExtra } from './events'
import { hooks } from './hooks'
import { native } from './native'
import { handleNavigator, handleOpenType } from './open-types'
import { pageById } from './page'
import { forwardToShell } from './page-requests'
import type { Message } from './protocol'
import { grantTap } from './turn'
import { callMethodOf } from './wxs/logic-handlers'

export function handleViewMessage(pageId: number, text: string): void {
  const page = pageById(pageId)
  if (page === undefined) return
  const message = JSON.parse(text) as Message
  switch (message[0]) {
    case 'event': {
      const [, id, type, detail, extra] = message
      // Gated APIs (choose a file, get a phone number…) may be called in what follows from a tap.
      if (type === 'tap') grantTap()
      const node = page.view.nodes.get(id)
      if (node !== undefined) dispatchViewEvent(node, type, detail, extra as EventExtra | null, page.age)
      return
    }
    case 'model': {
      const [, id, name, value] = message
      page.view.nodes.get(id)?.modelListeners?.get(name)?.(value)
      return
    }
    case 'reply': {
      const [, request, result, error] = message
      page.replied(request, result, error ?? '')
      return
    }
    case 'observed': {
      const [, observer, entry] = message
      page.observed(observer, entry as Record<string, unknown>)
      return
    }
    case 'scroll':
      page.hook('onPageScroll', { scrollTop: message[1] })
      return
    case 'reachBottom':
      page.hook('onReachBottom')
      return
    case 'pullDown':
      if (message[1] === 'refresh') page.hook('onPullDownRefresh')
      return
    case 'chrome':
      forwardToShell(page, message[1], message[2], (message[3] ?? {}) as Record<string, unknown>)
      return
    case 'navigate':
      grantTap()
      handleNavigator(page, message[1], message[2] as Record<string, unknown>)
      return
    case 'openType':
      grantTap()
      handleOpenType(page, message[1], message[2], (message[3] ?? {}) as Record<string, unknown>)
      return
    case 'error':
      native.log('error', [], `page ${page.route}, in the view: ${message[1]}\n${message[2] ?? ''}`, '')
      return
    case 'wxsCall': {
      const component = page.view.owner(message[1])
      if (component !== undefined) callMethodOf(component, message[2], message[3])
      return
    }
    case 'wxsTrigger': {
      const [, id, type, detail, options] = message
      const element = page.view.owner(id)
      if (element !== undefined) glassEasel.Event.triggerEvent(element, type, detail, (options ?? {}) as glassEasel.EventOptions)
      return
    }
    case 'wxsLog':
      write(message[1] === 'error' ? 'error' : 'log', message[2] as unknown[], '')
      return
    case 'resize':
    case 'ready':
    case 'painted':
      return
  }
}

/** Events of the native APIs. */
export function handleApiEvent(name: string, payload: unknown): void {
  hooks.facade?.emit(name, payload)
}
