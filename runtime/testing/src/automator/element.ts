/** Elements of a page. The names are those of `miniprogram-automator`. */

import type { Connection, Fields } from './connection'
import { sleep } from './waiting'

/** What the host tells of an element. */
export interface ElementInfo {
  elementId: string
  tagName: string
  /** Custom components only. */
  nodeId?: string
  /** `<video>` only. */
  videoId?: string
}

const LONG_PRESS_MS = 350

export class Element {
  readonly tagName: string
  protected readonly nodeId: string | null
  readonly #connection: Connection
  readonly #pageId: number
  readonly #info: ElementInfo
  readonly #known: Map<string, Element>
  #publicProperties: Fields | undefined

  constructor(connection: Connection, pageId: number, info: ElementInfo, known: Map<string, Element>) {
    this.#connection = connection
    this.#pageId = pageId
    this.#info = info
    this.#known = known
    this.tagName = info.tagName
    this.nodeId = info.nodeId ?? null
  }

  async $(selector: string): Promise<Element | null> {
    try {
      const found = await this.send('getElement', { selector })
      return makeElement(this.#connection, this.#pageId, found as unknown as ElementInfo, this.#known)
    } catch {
      return null
    }
  }

  async $$(selector: string): Promise<Element[]> {
    const { elements } = await this.send('getElements', { selector })
    return (elements as ElementInfo[]).map((info) => makeElement(this.#connection, this.#pageId, info, this.#known))
  }

  async size(): Promise<{ width: unknown; height: unknown }> {
    const [width, height] = await this.#list('getDOMProperties', 'properties', ['offsetWidth', 'offsetHeight'])
    return { width, height }
  }

  async offset(): Promise<{ left: number; top: number }> {
    const { left, top } = await this.send('getOffset')
    return { left: Number(left), top: Number(top) }
  }

  async text(): Promise<string> {
    return (await this.#one('getDOMProperties', 'properties', 'innerText')) as string
  }

  async attribute(name: string): Promise<string> {
    return (await this.#one('getAttributes', 'attributes', name)) as string
  }

  async value(): Promise<unknown> {
    return this.property('value')
  }

  async property(name: string): Promise<unknown> {
    this.#publicProperties ??= ((await this.rawProperty('__propPublic')) ?? {}) as Fields
    if (!this.#publicProperties[name]) throw new Error(`${this.tagName}.${name} not exists`)
    return this.rawProperty(name)
  }

  async wxml(): Promise<string> {
    return String((await this.send('getWXML', { type: 'inner' })).wxml)
  }

  async outerWxml(): Promise<string> {
    return String((await this.send('getWXML', { type: 'outer' })).wxml)
  }

  async style(name: string): Promise<string> {
    return (await this.#one('getStyles', 'styles', name)) as string
  }

  async tap(): Promise<void> {
    await this.send('tap')
  }

  async longpress(): Promise<void> {
    await this.touchstart()
    await sleep(LONG_PRESS_MS)
    await this.touchend()
  }

  async trigger(type: string, detail?: unknown): Promise<void> {
    await this.send('triggerEvent', detail === undefined ? { type } : { type, detail })
  }

  async touchstart(options: object = {}): Promise<void> {
    await this.send('touchstart', { ...options })
  }

  async touchmove(options: object = {}): Promise<void> {
    await this.send('touchmove', { ...options })
  }

  async touchend(options: object = {}): Promise<void> {
    await this.send('touchend', { ...options })
  }

  async dispatchEvent(options: object): Promise<void> {
    await this.send('dispatchEvent', { ...options })
  }

  protected rawProperty(name: string): Promise<unknown> {
    return this.#one('getProperties', 'properties', name)
  }

  protected async callFunction(functionName: string, ...args: unknown[]): Promise<unknown> {
    return (await this.send('callFunction', { functionName, args })).result
  }

  protected send(method: string, params: Fields = {}): Promise<Fields> {
    const { elementId, nodeId, videoId } = this.#info
    return this.#connection.send(`Element.${method}`, {
      ...params,
      pageId: this.#pageId,
      elementId,
      ...(nodeId === undefined ? {} : { nodeId }),
      ...(videoId === undefined ? {} : { videoId }),
    })
  }

  async #list(method: string, field: string, names: string[]): Promise<unknown[]> {
    return (await this.send(method, { names }))[field] as unknown[]
  }

  async #one(method: string, field: string, name: string): Promise<unknown> {
    return (await this.#list(method, field, [name]))[0]
  }
}

export class CustomElement extends Element {
  async setData(data: object): Promise<void> {
    await this.send('setData', { data })
  }

  async data(path?: string): Promise<unknown> {
    return (await this.send('getData', path === undefined ? {} : { path })).data
  }

  async callMethod(method: string, ...args: unknown[]): Promise<unknown> {
    return (await this.send('callMethod', { method, args })).result
  }
}

export class InputElement extends Element {
  async input(value: string): Promise<void> {
    await this.callFunction('input.input', value)
  }
}

export class TextareaElement extends Element {
  async input(value: string): Promise<void> {
    await this.callFunction('textarea.input', value)
  }
}

export class ScrollViewElement extends Element {
  async scrollTo(x: number, y: number): Promise<void> {
    await this.callFunction('scroll-view.scrollTo', x, y)
  }

  override async property(name: string): Promise<unknown> {
    return name === 'scrollTop' || name === 'scrollLeft' ? this.callFunction(`scroll-view.${name}`) : super.property(name)
  }

  async scrollWidth(): Promise<unknown> {
    return this.callFunction('scroll-view.scrollWidth')
  }

  async scrollHeight(): Promise<unknown> {
    return this.callFunction('scroll-view.scrollHeight')
  }
}

export class SwiperElement extends Element {
  async swipeTo(index: number): Promise<void> {
    await this.callFunction('swiper.swipeTo', index)
  }
}

export class MovableViewElement extends Element {
  async moveTo(x: number, y: number): Promise<void> {
    await this.callFunction('movable-view.moveTo', x, y)
  }

  override async property(name: string): Promise<unknown> {
    return name === 'x' || name === 'y' ? this.rawProperty(`_translate${name.toUpperCase()}`) : super.property(name)
  }
}

export class SwitchElement extends Element {
  override async tap(): Promise<void> {
    await this.callFunction('switch.tap')
  }
}

export class SliderElement extends Element {
  async slideTo(value: number): Promise<void> {
    await this.callFunction('slider.slideTo', value)
  }
}

/** Elements with a context object: `<video>`. */
export class ContextElement extends Element {
  async callContextMethod(method: string, ...args: unknown[]): Promise<unknown> {
    return (await this.send('callContextMethod', { method, args })).result
  }
}

const CLASSES: Record<string, typeof Element> = {
  input: InputElement,
  textarea: TextareaElement,
  'scroll-view': ScrollViewElement,
  swiper: SwiperElement,
  'movable-view': MovableViewElement,
  switch: SwitchElement,
  slider: SliderElement,
}

/** The same object for the same element, so that specs can compare them. */
export function makeElement(connection: Connection, pageId: number, info: ElementInfo, known: Map<string, Element>): Element {
  const existing = known.get(info.elementId)
  if (existing !== undefined) return existing
  const own = info.nodeId ? CustomElement : info.videoId ? ContextElement : Element
  const made = new (CLASSES[info.tagName] ?? own)(connection, pageId, info, known)
  known.set(info.elementId, made)
  return made
}
