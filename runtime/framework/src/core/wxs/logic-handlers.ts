/**
 * WXS event handlers and `change:` listeners in the logic, next to the template: where no view runs them
 * (headless), and for functions that no module exports. They see elements through descriptors, without geometry.
 */

import * as glassEasel from 'glass-easel'
import { elementOf } from '../events'
import { reportError } from '../errors'
import { clearTimer, FRAME_MS, setTimeout } from '../timers'
import { beforeFlush } from '../turn'

/** `StyleSegmentIndex.TEMP_EXTRA`: above what the template and animations set. */
const SEGMENT = 3 as glassEasel.StyleSegmentIndex

const descriptors = new WeakMap<glassEasel.Element, ComponentDescriptor>()

function descriptorOf(element: glassEasel.Element): ComponentDescriptor {
  let descriptor = descriptors.get(element)
  if (descriptor === undefined) {
    descriptor = new ComponentDescriptor(element)
    descriptors.set(element, descriptor)
  }
  return descriptor
}

function styleText(style: unknown): string {
  if (typeof style === 'string') return style
  if (typeof style !== 'object' || style === null) return ''
  return Object.entries(style)
    .map(([name, value]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${String(value)}`)
    .join(';')
}

/** WXS's view of one element. */
class ComponentDescriptor {
  readonly #element: glassEasel.Element
  readonly #state: Record<string, unknown> = {}

  constructor(element: glassEasel.Element) {
    this.#element = element
  }

  selectComponent(selector: string): ComponentDescriptor | null {
    const found = this.#scope()?.querySelector(selector)
    return found ? descriptorOf(found) : null
  }

  selectAllComponents(selector: string): ComponentDescriptor[] {
    return this.#scope()?.querySelectorAll(selector).map(descriptorOf) ?? []
  }

  #scope(): glassEasel.ShadowRoot | null {
    const component = this.#element.asGeneralComponent()
    return component?.getShadowRoot() ?? this.#element.ownerShadowRoot
  }

  setStyle(style: unknown): this {
    this.#element.setNodeStyle(styleText(style), SEGMENT)
    return this
  }

  addClass(name: string): this {
    this.#element.classList?.toggle(name, true, SEGMENT)
    return this
  }

  removeClass(name: string): this {
    this.#element.classList?.toggle(name, false, SEGMENT)
    return this
  }

  hasClass(name: string): boolean {
    const classes = this.#element.classList
    return (classes?.contains(name, SEGMENT) ?? false) || (classes?.contains(name) ?? false)
  }

  getDataset(): Record<string, unknown> {
    return this.#element.dataset
  }

  callMethod(name: string, args?: unknown): void {
    callMethodOf(this.#element, name, args)
  }

  triggerEvent(name: string, detail?: unknown, options?: glassEasel.EventOptions): void {
    glassEasel.Event.triggerEvent(this.#element, name, detail, options)
  }

  getState(): Record<string, unknown> {
    return this.#state
  }

  requestAnimationFrame(fn: unknown): void {
    setTimeout(fn, FRAME_MS)
  }

  setTimeout(fn: unknown, ms: unknown): number {
    return setTimeout(fn, ms)
  }

  clearTimeout(id: unknown): void {
    clearTimer(id)
  }

  /** Layout is in the view, which WXS here cannot ask synchronously. */
  getBoundingClientRect(): Record<string, number> {
    return { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 }
  }

  getComputedStyle(): Record<string, string> {
    return {}
  }
}

/** Calls a method of a component, or of the component in whose template a node stands. */
export function callMethodOf(element: glassEasel.Element, name: string, args: unknown): void {
  const host = element.asGeneralComponent() ?? element.ownerShadowRoot?.getHostNode()
  if (host === undefined) return
  const method = glassEasel.Component.getMethod(host, name)
  if (typeof method !== 'function') return
  try {
    method.call(host.getMethodCaller(), args)
  } catch (error) {
    reportError(error, `${host.is} ${name} function`)
  }
}

interface WxsEvent extends Record<string, unknown> {
  instance?: ComponentDescriptor
}

/** Calls a WXS handler `(event, ownerInstance)`. */
export function callScriptHandler(
  handler: (event: unknown, owner: unknown) => unknown,
  event: WxsEvent,
  original: glassEasel.ShadowedEvent<unknown>,
  caller: object,
): boolean | undefined {
  const element = elementOf(original.currentTarget)
  const host = elementOf(caller)
  if (element !== undefined) event.instance = descriptorOf(element)
  event.stopPropagation = () => original.stopPropagation()
  event.preventDefault = () => original.preventDefault()
  const result = handler(event, host === undefined ? undefined : descriptorOf(host))
  return result === false ? false : undefined
}

type ChangeListener = (value: unknown, old: unknown, owner: unknown, instance: unknown) => void

/**
 * `change:prop`: a WXS function gets descriptors, a script's method the plain values.
 * WXS runs at the end of the turn, since it expects the whole tree of the update: in WeChat it lives in the
 * view, which sees an update when it is complete.
 */
export function callChangeListener(listener: unknown, isScript: boolean): unknown {
  if (typeof listener !== 'function') return () => {}
  if (!isScript) return listener
  return (value: unknown, old: unknown, host: glassEasel.GeneralComponent, element: glassEasel.Element) => {
    beforeFlush(() => {
      try {
        ;(listener as ChangeListener)(value, old, descriptorOf(host), descriptorOf(element))
      } catch (error) {
        reportError(error, `${host.is} change listener of WXS`)
      }
    })
  }
}
