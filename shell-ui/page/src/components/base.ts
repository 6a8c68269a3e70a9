import { exportAnimation, writeStyle } from '../core/animation-export'
import { send } from '../core/ipc'
import { listens } from '../core/listeners'
import { hasOwn } from '../core/own'
import type { NodeData, PageElement, PageText } from '../core/node'
import { schedule } from '../core/schedule'
import { logicClass, writeClass } from '../wxs/class-list'
import { raiseOwn } from '../events/raise'
import type { TouchPoint } from '../events/tap'
import type { Json } from '../protocol'
import { type AttrTable, canonicalName, coerce, defaultsOf } from './attributes'

/** A tap on its way from the touched node to the root, after the logic has been told. */
export interface TapContext {
  /** The touched node. */
  readonly target: PageElement
  /** Page coordinates. */
  readonly x: number
  readonly y: number
  /** Set by a component that has acted; those above it then leave the tap alone. */
  handled: boolean
}

/** A drag by one finger or by the mouse; positions are client coordinates. */
export interface Drag {
  readonly startX: number
  readonly startY: number
  readonly x: number
  readonly y: number
  /** Distance since the start. */
  readonly dx: number
  readonly dy: number
  /** Velocity in px/ms over the last moves. */
  readonly vx: number
  readonly vy: number
  readonly target: PageElement
  /** By the mouse: the webview does not scroll by itself then. */
  readonly mouse: boolean
}

/** A component that may take over drags that start inside it. */
export interface DragClient {
  /** A finger went down inside; stop running animations. */
  dragBegin?(drag: Drag): void
  /** The finger has moved past the slop; true takes the drag away from components further out. */
  dragClaim(drag: Drag): boolean
  dragMove(drag: Drag): void
  /** The finger went up (`cancelled` when the system took it away). Only after a claim. */
  dragEnd(drag: Drag, cancelled: boolean): void
}

/** Two fingers on a component: movable-view scale and the like. */
export interface PinchClient {
  /** `ratio` is the distance of the fingers relative to when the second went down. */
  pinchMove(ratio: number): void
  pinchEnd(): void
}

/**
 * Base of the built-in components. A subclass names its attributes in `static attrs`; values arrive
 * typed from the logic, are coerced once, and are read back with `str`, `num`, `bool` and `get`.
 * Children are always light DOM children; what a component draws itself lives in its shadow root.
 */
export abstract class WxElement extends HTMLElement implements NodeData {
  /** Attributes by kebab-case name. camelCase spellings are accepted for all of them. */
  static attrs: AttrTable = {}

  declare $id?: number
  declare $on?: Map<string, number>
  declare $model?: Set<string>
  declare $content?: Element
  declare $dataset?: Record<string, unknown>
  declare $ownStyle?: string

  /** Attribute values; defaults shine through from the prototype. */
  private readonly attrValues: Record<string, unknown>
  private extraClass = ''

  /** Form controls a `<label>` can hand its tap to. */
  labelTap?(tap: TapContext): void
  /** A tap inside this component that no component further in has handled. */
  onTap?(tap: TapContext): void
  /** Long press on this component: opens its own menu and says true, if it has one. */
  longPressMenu?(): boolean
  /** Claims drags; see DragClient. */
  declare drag?: DragClient
  declare pinch?: PinchClient
  /** A value that differs from the attribute of that (camelCase) name by what the user did. */
  liveValue?(name: string): unknown
  /** What a selector query for `node` or `context` needs to know (`nodeCanvasType`, `nodeWidth`…). */
  nodeInfo?(): Record<string, unknown>
  /** `<form>`: a button in it with `form-type` was tapped. True where the form took it. */
  formAction?(kind: string, button: WxElement): boolean
  /** Adds to the touches that events at this node carry (canvas: the position in it). */
  touchPoint?(point: TouchPoint): TouchPoint
  /** Answers `__pp.ask` at once (canvas). */
  ask?(method: string, params: unknown): unknown

  constructor() {
    super()
    this.attrValues = Object.create(defaultsOf(this.constructor as typeof WxElement)) as Record<string, unknown>
  }

  /** Methods that the `call` operation may name; a promise delays the reply. */
  declare readonly methods?: Record<string, (params: never) => unknown>

  /** An attribute has a new value (already coerced; the default after removal). */
  protected attrChanged(_name: string, _value: unknown, _old: unknown): void {}
  /** Runs once after a batch in which `invalidate` was called. */
  update(): void {}
  protected connected(): void {}
  protected disconnected(): void {}
  /** The logic has forgotten the node; end timers and loads. */
  released(): void {}
  /** Children were inserted or removed. */
  childListChanged(): void {}
  /** A text child was inserted or changed. */
  childTextChanged(_text: PageText): void {}
  /** The logic wrote the inline style; components that add to it do so again here. */
  protected styleChanged(): void {}
  /** Blocks taps on itself and what is in it. */
  get isDisabled(): boolean {
    return false
  }

  /** Asks for `update` at the end of the batch. */
  protected invalidate(): void {
    schedule(this)
  }

  connectedCallback(): void {
    this.connected()
  }

  disconnectedCallback(): void {
    this.disconnected()
  }

  /** Applies an attribute as the logic sent it. */
  setAttr(rawName: string, raw: unknown): void {
    const name = canonicalName(rawName)
    const spec = (this.constructor as typeof WxElement).attrs[name]
    if (spec === undefined) {
      this.setCommonAttr(name, raw)
      return
    }
    const old = this.attrValues[name]
    const value = coerce(spec, raw)
    this.attrValues[name] = value
    if (spec.reflect) this.reflect(name, value)
    if (old !== value || spec.always) this.attrChanged(name, value, old)
  }

  removeAttr(rawName: string): void {
    const name = canonicalName(rawName)
    const spec = (this.constructor as typeof WxElement).attrs[name]
    if (spec === undefined) {
      this.setCommonAttr(name, undefined)
      return
    }
    const old = this.attrValues[name]
    delete this.attrValues[name]
    const value = this.attrValues[name]
    if (spec.reflect) this.reflect(name, value)
    if (old !== value) this.attrChanged(name, value, old)
  }

  /** True where the logic has set the attribute. */
  has(name: string): boolean {
    return hasOwn(this.attrValues, name)
  }

  /** Current value of any attribute; `undefined` for unknown ones. */
  get(name: string): unknown {
    return this.attrValues[canonicalName(name)]
  }

  str(name: string): string {
    const value = this.attrValues[name]
    return value === undefined || value === null ? '' : String(value)
  }

  num(name: string): number {
    return Number(this.attrValues[name])
  }

  bool(name: string): boolean {
    return Boolean(this.attrValues[name])
  }

  /** Changes an attribute from inside (user input), telling a `model:` binding. */
  protected setFromView(name: string, value: unknown): void {
    this.attrValues[name] = value
    if (this.$id !== undefined && this.$model?.has(name)) send('model', this.$id, name, value as Json)
  }

  /**
   * Sends an event at this node, where somebody listens to it. Component events do not bubble.
   * Returns false where nobody listens.
   */
  emit(type: string, detail: unknown = {}): boolean {
    const node = this as PageElement
    if (this.$id === undefined || !(listens(node, type) || node.$wxsOn?.has(type))) return false
    raiseOwn(node, type, detail)
    return true
  }

  setClass(value: string): void {
    logicClass(this as PageElement, value)
    this.writeClass()
  }

  /** Classes added by the view itself (hover), kept apart from those of the logic. */
  setExtraClass(value: string): void {
    if (this.extraClass === value) return
    this.extraClass = value
    this.writeClass()
  }

  setStyle(value: string): void {
    writeStyle(this as PageElement, value)
    this.styleChanged()
  }

  /** Writes the style of the logic anew, without what the component has added. */
  protected restoreStyle(): void {
    writeStyle(this as PageElement, this.$ownStyle ?? '')
  }

  /** Makes the shadow root from a parsed template; call it in the constructor. */
  protected shadow(template: HTMLTemplateElement): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' })
    root.append(template.content.cloneNode(true))
    return root
  }

  /** Writes the class attribute anew. */
  writeClass(): void {
    writeClass(this as PageElement, this.extraClass)
  }

  private reflect(name: string, value: unknown): void {
    if (value === undefined || value === null || value === false || value === '') this.removeAttribute(name)
    else this.setAttribute(name, value === true ? '' : String(value))
  }

  private setCommonAttr(name: string, value: unknown): void {
    if (name === 'animation') {
      exportAnimation(this as PageElement, value)
    } else if (name === 'slot') {
      // Only names that built-ins know: any other slot is the logic's, and resolved by it already.
      if (value === 'refresher') this.slot = value
    } else if (name === 'hidden') {
      this.toggleAttribute('hidden', Boolean(value))
    } else if (name === 'role' || name === 'tabindex' || name.startsWith('aria-')) {
      if (value === undefined || value === null) this.removeAttribute(name)
      else this.setAttribute(name, String(value))
    }
  }
}

/** Parses the markup of a shadow root once. Markup is written by the runtime, never by the app. */
export function template(markup: string): HTMLTemplateElement {
  const element = document.createElement('template')
  element.innerHTML = markup
  return element
}
