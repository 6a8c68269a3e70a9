/** Events: from the view into the component tree, and from there to the author's handlers. */

import * as glassEasel from 'glass-easel'
import { applyInputResult, withFormFields } from './form-values'
import { reportError } from './errors'
import { native } from './native'
import { hasPage } from './program'
import type { ViewNode } from './view/view-node'
import { callScriptHandler } from './wxs/logic-handlers'

/** Events that bubble through the tree and across component boundaries; all others stay at their node. */
const BUBBLING = new Set([
  'touchstart',
  'touchmove',
  'touchcancel',
  'touchend',
  'tap',
  'longpress',
  'longtap',
  'touchforcechange',
  'transitionend',
  'animationstart',
  'animationiteration',
  'animationend',
])

type Offsets = Record<number, [left: number, top: number]>

export interface EventExtra {
  t?: number
  touches?: unknown[]
  changedTouches?: unknown[]
  /** `[offsetLeft, offsetTop]` of the touched node and its ancestors that listen, by node id. */
  offsets?: Offsets
  /** Set when the view has called the WXS handlers: node id and phase (1 capture) of the one that stopped the event. */
  wxs?: [] | [id: number, phase: number]
  [field: string]: unknown
}

/** Dispatches what the view reported. False when a handler stopped the default. */
export function dispatchViewEvent(
  node: ViewNode,
  type: string,
  detail: unknown,
  extra: EventExtra | null,
  pageAge: number,
): boolean {
  const element = node.__wxElement
  if (element === undefined) return true
  const bubbles = BUBBLING.has(type)
  const { t, ...fields } = extra ?? {}
  const submits = type === 'submit' || type === 'submitToGroup'
  const event = new glassEasel.Event(type, (submits ? withFormFields(element, detail) : detail) ?? {}, {
    bubbles,
    composed: bubbles,
    capturePhase: true,
    extraFields: { ...fields, timeStamp: t ?? pageAge },
  })
  event.dispatch(element)
  return !event.defaultPrevented()
}

type Shadowed = glassEasel.ShadowedEvent<unknown>

interface Target {
  id: string
  offsetLeft: number
  offsetTop: number
  dataset: Record<string, unknown>
}

/** `target` as scripts see it; glass-easel gives elements, or instances for custom components. */
export function publicTarget(element: unknown, offsets?: Offsets): Target {
  const node = elementOf(element)
  const viewNode = node?.getBackendElement() as ViewNode | null | undefined
  const [offsetLeft, offsetTop] = offsets?.[viewNode?.id ?? 0] ?? [0, 0]
  return {
    id: node?.id ?? '',
    offsetLeft,
    offsetTop,
    dataset: { ...(node?.dataset ?? {}) },
  }
}

export function elementOf(value: unknown): glassEasel.Element | undefined {
  if (value instanceof glassEasel.Element) return value
  const inner = (value as { _$?: unknown } | null | undefined)?._$
  return inner instanceof glassEasel.Element ? inner : undefined
}

/** The plain event object of the platform. */
export function publicEvent(event: Shadowed): Record<string, unknown> {
  const { offsets, wxs: _, ...fields } = (event.extraFields ?? {}) as EventExtra
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: publicTarget(event.target, offsets),
    currentTarget: publicTarget(event.currentTarget, offsets),
    mark: { ...(event.mark ?? {}) },
    detail: event.detail,
    ...fields,
    mut: false,
  }
}

let telling = false

/** `lifetimes.error` of the component whose method threw; what it throws itself is only reported. */
export function tellComponent(instance: object, error: unknown): void {
  const component = elementOf(instance)
  if (telling || !(component instanceof glassEasel.Component)) return
  telling = true
  try {
    component.triggerLifetime('error', [error])
  } finally {
    telling = false
  }
}

/** What calls the method that a template names, if there is one when the event comes. */
export function methodListener(element: glassEasel.Element, name: string): (event: Shadowed) => boolean | undefined {
  return (event) => {
    const host = element.ownerShadowRoot?.getHostNode()
    if (host === undefined) return undefined
    const method = glassEasel.Component.getMethod(host, name)
    if (method === undefined) {
      const text = `Component "${host.is}" does not have a method "${name}" to handle event "${event.type}".`
      native.log('warn', [JSON.stringify(text)], text, '')
      return undefined
    }
    return callHandler(host.getMethodCaller(), event, method, false)
  }
}

/**
 * Calls a handler that a template names. A script's return value means nothing, but for `bindinput` of a text
 * field; a WXS handler that returns false stops the event.
 */
export function callHandler(
  caller: object,
  event: Shadowed,
  listener: (event: unknown) => unknown,
  isScript: boolean,
): boolean | undefined {
  const copy = publicEvent(event)
  if (isScript) return callScriptHandler(listener, copy, event, caller)
  let returned: unknown
  try {
    returned = listener.call(caller, copy)
  } catch (error) {
    const { is = '' } = caller as { is?: string }
    tellComponent(caller, error)
    reportError(error, `${hasPage(is) ? 'page' : 'component'} ${is} ${listener.name || event.type} function`)
  }
  if (event.type === 'input') applyInputResult(elementOf(event.target), returned)
  return undefined
}
