/** `ComponentDescriptor`: all that WXS can do with a node. */

import { send } from '../core/ipc'
import type { PageElement, PageNode } from '../core/node'
import type { Json } from '../protocol'
import { hasClass } from './class-list'
import { reportWxs } from './confinement'
import { addWxsClass, removeWxsClass, setWxsStyle } from './looks'
import { select } from './select'

let nodes: ReadonlyMap<number, PageNode> = new Map()

/** Where descriptors find nodes. */
export function describeNodesOf(all: ReadonlyMap<number, PageNode>): void {
  nodes = all
}

const byNode = new WeakMap<PageElement, ComponentDescriptor>()
/** Of hosts that have no node. */
const virtual = new Map<number, ComponentDescriptor>()

export function descriptorOf(node: PageElement): ComponentDescriptor {
  let descriptor = byNode.get(node)
  if (descriptor === undefined) {
    descriptor = new ComponentDescriptor(node.$id ?? 0, node)
    byNode.set(node, descriptor)
  }
  return descriptor
}

/** The component in whose template a node stands, which is the page for the page's own root. */
export function ownerOf(node: PageElement): ComponentDescriptor {
  const id = node.$host ?? 1
  const host = nodes.get(id)
  if (host instanceof HTMLElement) return descriptorOf(host)
  let descriptor = virtual.get(id)
  if (descriptor === undefined) {
    descriptor = new ComponentDescriptor(id, undefined)
    virtual.set(id, descriptor)
  }
  return descriptor
}

type Callback = (...args: unknown[]) => unknown

/** Runs a function of WXS that the webview calls back. */
function guarded(fn: unknown, what: string): (value?: unknown) => void {
  return (value) => {
    if (typeof fn !== 'function') return
    try {
      ;(fn as Callback).call(undefined, value)
    } catch (error) {
      reportWxs(error, what)
    }
  }
}

/** Values that cannot be sent are dropped. */
function sendable(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as Json
  } catch {
    return null
  }
}

export class ComponentDescriptor {
  readonly #id: number
  /** Undefined for a virtual host. */
  readonly #node: PageElement | undefined
  readonly #state: Record<string, unknown> = {}

  constructor(id: number, node: PageElement | undefined) {
    this.#id = id
    this.#node = node
  }

  selectComponent(selector: unknown): ComponentDescriptor | null {
    const [found] = this.#select(selector, false)
    return found === undefined ? null : descriptorOf(found)
  }

  selectAllComponents(selector: unknown): ComponentDescriptor[] {
    return this.#select(selector, true).map(descriptorOf)
  }

  /** Inside a component; of any other node, in the template that it stands in. */
  #select(selector: unknown, all: boolean): PageElement[] {
    const node = this.#node
    if (node === undefined || this.#id === 1 || node.hasAttribute('is')) return select(node ?? document, this.#id, String(selector), all)
    return select(document, node.$host ?? 1, String(selector), all)
  }

  setStyle(style: unknown): this {
    if (this.#node !== undefined) setWxsStyle(this.#node, style)
    return this
  }

  addClass(name: unknown): this {
    if (this.#node !== undefined) addWxsClass(this.#node, name)
    return this
  }

  removeClass(name: unknown): this {
    if (this.#node !== undefined) removeWxsClass(this.#node, name)
    return this
  }

  hasClass(name: unknown): boolean {
    return this.#node !== undefined && hasClass(this.#node, String(name))
  }

  getDataset(): Record<string, unknown> {
    return { ...this.#node?.$dataset }
  }

  getState(): Record<string, unknown> {
    return this.#state
  }

  triggerEvent(type: unknown, detail?: unknown, options?: unknown): this {
    send('wxsTrigger', this.#id, String(type), sendable(detail ?? {}), sendable(options ?? {}))
    return this
  }

  callMethod(name: unknown, args?: unknown): this {
    send('wxsCall', this.#id, String(name), sendable(args))
    return this
  }

  requestAnimationFrame(fn: unknown): number {
    return requestAnimationFrame(guarded(fn, 'requestAnimationFrame of WXS'))
  }

  cancelAnimationFrame(id: unknown): void {
    cancelAnimationFrame(Number(id))
  }

  setTimeout(fn: unknown, ms?: unknown): number {
    return window.setTimeout(() => guarded(fn, 'setTimeout of WXS')(), Number(ms ?? 0))
  }

  clearTimeout(id: unknown): void {
    window.clearTimeout(Number(id))
  }

  /** Properties in either spelling, under the names they were asked by. */
  getComputedStyle(names?: unknown): Record<string, string> {
    const styles: Record<string, string> = {}
    if (this.#node === undefined || !Array.isArray(names)) return styles
    const computed = getComputedStyle(this.#node)
    for (const name of names as unknown[]) {
      const property = String(name).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      styles[String(name)] = computed.getPropertyValue(property)
    }
    return styles
  }

  getBoundingClientRect(): Record<string, number> {
    const box = this.#node?.getBoundingClientRect()
    const { left = 0, top = 0, right = 0, bottom = 0, width = 0, height = 0 } = box ?? {}
    return { left, top, right, bottom, width, height }
  }
}
