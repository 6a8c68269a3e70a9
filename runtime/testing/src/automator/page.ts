/** Pages. The names are those of `miniprogram-automator`. */

import type { Connection, Fields } from './connection'
import { type Element, type ElementInfo, makeElement } from './element'
import { sleep, waitUntil } from './waiting'

/** What the host tells of a page. */
export interface PageInfo {
  pageId: number
  path: string
  query: Fields
}

const ROOT = 'document.documentElement'

export class Page {
  readonly path: string
  readonly query: Fields
  readonly #connection: Connection
  readonly #id: number
  readonly #elements = new Map<string, Element>()

  constructor(connection: Connection, info: PageInfo) {
    this.#connection = connection
    this.#id = info.pageId
    this.path = info.path
    this.query = info.query
  }

  /** A selector that must find something, ms, or a function that must give something true. */
  async waitFor(condition: string | number | (() => unknown)): Promise<void> {
    if (typeof condition === 'number') return sleep(condition)
    if (typeof condition === 'function') return waitUntil(condition)
    return waitUntil(async () => (await this.$$(condition)).length > 0)
  }

  async $(selector: string): Promise<Element | null> {
    return this.#first('getElement', selector)
  }

  async $$(selector: string): Promise<Element[]> {
    return this.#all('getElements', selector)
  }

  async getElementByXpath(selector: string): Promise<Element | null> {
    return this.#first('getElementByXpath', selector)
  }

  async getElementsByXpath(selector: string): Promise<Element[]> {
    return this.#all('getElementsByXpath', selector)
  }

  async xpath(selector: string): Promise<Element | null> {
    return this.getElementByXpath(selector)
  }

  async data(path?: string): Promise<unknown> {
    return (await this.#send('getData', path === undefined ? {} : { path })).data
  }

  async setData(data: object): Promise<void> {
    await this.#send('setData', { data })
  }

  async size(): Promise<{ width: unknown; height: unknown }> {
    const [width, height] = await this.#window(`${ROOT}.scrollWidth`, `${ROOT}.scrollHeight`)
    return { width, height }
  }

  async callMethod(method: string, ...args: unknown[]): Promise<unknown> {
    return (await this.#send('callMethod', { method, args })).result
  }

  async scrollTop(): Promise<unknown> {
    return (await this.#window(`${ROOT}.scrollTop`))[0]
  }

  async #first(method: string, selector: string): Promise<Element | null> {
    try {
      const found = await this.#send(method, { selector })
      return makeElement(this.#connection, this.#id, found as unknown as ElementInfo, this.#elements)
    } catch {
      return null
    }
  }

  async #all(method: string, selector: string): Promise<Element[]> {
    const { elements } = await this.#send(method, { selector })
    return (elements as ElementInfo[]).map((info) => makeElement(this.#connection, this.#id, info, this.#elements))
  }

  async #window(...names: string[]): Promise<unknown[]> {
    return (await this.#send('getWindowProperties', { names })).properties as unknown[]
  }

  #send(method: string, params: Fields): Promise<Fields> {
    return this.#connection.send(`Page.${method}`, { ...params, pageId: this.#id })
  }
}
