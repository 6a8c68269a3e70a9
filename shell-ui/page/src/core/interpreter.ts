import { WxElement } from '../components/base'
import { isBuiltin } from '../components/registry'
import { OP_SPECS, Op, type OpName } from '../protocol'
import { report } from './ipc'
import { setListener } from './listeners'
import type { NodeData, PageElement, PageNode, PageText } from './node'
import { beginBatch, endBatch, flush } from './schedule'
import { exportAnimation, writeStyle } from './animation-export'
import { logicClass, writeClass } from '../wxs/class-list'
import { bindWxs, callChange, callWxs } from '../wxs/handlers'

/** What operations beyond the element tree are handed to. */
export interface PageServices {
  listenerChanged(node: PageElement, type: string): void
  /** A WXS handler was bound or taken away. */
  wxsBound(node: PageElement, type: string): void
  /** Class or style of the page's root node changed. */
  pageLooksChanged(): void
  addStyle(index: number, css: string): void
  disableStyle(index: number): void
  query(request: number, kind: string, params: unknown): void
  scrollPage(top: number, duration: number): void
  setPage(props: Record<string, unknown>): void
  observe(observer: number, spec: unknown): void
  unobserve(observer: number): void
  animate(node: PageElement, keyframes: unknown, options: unknown, request: number): void
  toast(props: unknown): void
  loadFont(family: string, source: string, desc: unknown, request: number): void
  call(node: PageElement, method: string, params: unknown, request: number): void
}

class ProtocolViolation extends Error {}

type Handler = (batch: readonly unknown[], at: number) => void

/** Applies batches of view operations to the document. */
export class Interpreter {
  readonly nodes = new Map<number, PageNode>()
  private readonly handlers: (Handler | undefined)[] = []
  /** Calls of WXS functions: they see the page as the whole batch has made it. */
  private late: (() => void)[] = []

  constructor(
    root: PageElement,
    private readonly services: PageServices,
  ) {
    root.$id = 1
    this.nodes.set(1, root)
    this.bindTree()
    this.bindNodeState()
    this.bindPage()
    this.bindWxs()
  }

  /** Applies one batch; a violation is reported and the next operation goes on. */
  apply(batch: readonly unknown[]): void {
    beginBatch()
    let at = 0
    while (at < batch.length) {
      const code = batch[at] as number
      const handler = this.handlers[code]
      const spec = OP_SPECS[code]
      if (handler === undefined || spec === undefined) {
        report(new ProtocolViolation(`unknown opcode ${String(code)} at ${at}: the rest of the batch is lost`))
        break
      }
      try {
        handler(batch, at + 1)
      } catch (error) {
        if (error instanceof Error) error.message = `${spec.name}: ${error.message}`
        report(error)
      }
      at += spec.args.length + 1
    }
    endBatch()
    const late = this.late
    this.late = []
    for (const call of late) call()
  }

  /** The element with this id; throws a violation where there is none. */
  element(id: unknown): PageElement {
    const node = this.nodes.get(id as number)
    if (node === undefined || node.nodeType !== Node.ELEMENT_NODE) throw new ProtocolViolation(`no element ${String(id)}`)
    return node as PageElement
  }

  private node(id: unknown): PageNode {
    const node = this.nodes.get(id as number)
    if (node === undefined) throw new ProtocolViolation(`no node ${String(id)}`)
    return node
  }

  private on(name: OpName, handler: Handler): void {
    this.handlers[Op[name]] = handler
  }

  private add(id: number, node: PageNode): void {
    if (this.nodes.has(id)) throw new ProtocolViolation(`node ${id} exists already`)
    node.$id = id
    this.nodes.set(id, node)
  }

  private bindTree(): void {
    this.on('createElement', (b, i) => this.add(b[i] as number, document.createElement(`wx-${b[i + 1] as string}`)))
    this.on('createHost', (b, i) => {
      const tag = b[i + 1] as string
      const host = document.createElement(isBuiltin(tag) ? `wx-x-${tag}` : `wx-${tag}`)
      host.setAttribute('is', b[i + 2] as string)
      this.add(b[i] as number, host)
    })
    this.on('createText', (b, i) => this.add(b[i] as number, document.createTextNode(b[i + 1] as string)))
    this.on('append', (b, i) => this.insert(this.element(b[i]), this.node(b[i + 1]), null))
    this.on('insertBefore', (b, i) => {
      const parent = this.element(b[i])
      this.insert(parent, this.node(b[i + 1]), this.childOf(parent, b[i + 2]))
    })
    this.on('remove', (b, i) => {
      const parent = this.element(b[i])
      this.detach(parent, this.childOf(parent, b[i + 1]))
    })
    this.on('replace', (b, i) => {
      const parent = this.element(b[i])
      const old = this.childOf(parent, b[i + 2])
      this.insert(parent, this.node(b[i + 1]), old)
      this.detach(parent, old)
    })
    this.on('splice', (b, i) => this.splice(this.element(b[i]), b[i + 1], b[i + 2] as number, b[i + 3] as number[]))
    this.on('release', (b, i) => {
      const node = this.node(b[i])
      this.nodes.delete(b[i] as number)
      if (node instanceof WxElement) node.released()
    })
    this.on('setText', (b, i) => {
      const node = this.node(b[i])
      if (node.nodeType !== Node.TEXT_NODE) throw new ProtocolViolation(`node ${String(b[i])} is not text`)
      const text = node as PageText
      text.data = b[i + 1] as string
      text.$raw = undefined
      const parent = text.parentNode
      if (parent instanceof WxElement) parent.childTextChanged(text)
    })
  }

  private bindNodeState(): void {
    this.on('setId', (b, i) => {
      this.element(b[i]).id = b[i + 1] as string
    })
    this.on('setClass', (b, i) => {
      const node = this.element(b[i])
      if (node instanceof WxElement) {
        node.setClass(b[i + 1] as string)
      } else {
        logicClass(node, b[i + 1] as string)
        writeClass(node)
      }
      if (b[i] === 1) this.services.pageLooksChanged()
    })
    this.on('setStyle', (b, i) => {
      const node = this.element(b[i])
      if (node instanceof WxElement) node.setStyle(b[i + 1] as string)
      else writeStyle(node, b[i + 1] as string)
      if (b[i] === 1) this.services.pageLooksChanged()
    })
    this.on('setHostScope', (b, i) => this.element(b[i]).setAttribute('wx-host', b[i + 1] as string))
    this.on('setAttr', (b, i) => {
      const node = this.element(b[i])
      if (node instanceof WxElement) node.setAttr(b[i + 1] as string, b[i + 2])
      else setPlainAttribute(node, b[i + 1] as string, b[i + 2])
    })
    this.on('removeAttr', (b, i) => {
      const node = this.element(b[i])
      if (node instanceof WxElement) node.removeAttr(b[i + 1] as string)
      else setPlainAttribute(node, b[i + 1] as string, undefined)
    })
    this.on('setDataset', (b, i) => {
      const node = this.element(b[i])
      node.$dataset ??= {}
      node.$dataset[b[i + 1] as string] = b[i + 2]
    })
    this.on('listen', (b, i) => {
      const node = this.element(b[i])
      if (setListener(node, b[i + 1] as string, b[i + 2] as number)) this.services.listenerChanged(node, b[i + 1] as string)
    })
    this.on('modelBind', (b, i) => {
      const node = this.element(b[i])
      node.$model ??= new Set()
      if (b[i + 2]) node.$model.add(b[i + 1] as string)
      else node.$model.delete(b[i + 1] as string)
    })
    this.on('call', (b, i) => {
      // A method finds the component as the operations before it have made it.
      flush()
      this.services.call(this.element(b[i]), b[i + 1] as string, b[i + 2], b[i + 3] as number)
    })
    this.on('animate', (b, i) => this.services.animate(this.element(b[i]), b[i + 1], b[i + 2], b[i + 3] as number))
  }

  private bindPage(): void {
    const s = this.services
    this.on('addStyle', (b, i) => s.addStyle(b[i] as number, b[i + 1] as string))
    this.on('disableStyle', (b, i) => s.disableStyle(b[i] as number))
    this.on('query', (b, i) => {
      // Queries see the tree as it is after the operations before them, with updates done.
      flush()
      s.query(b[i] as number, b[i + 1] as string, b[i + 2])
    })
    this.on('scrollPage', (b, i) => s.scrollPage(b[i] as number, b[i + 1] as number))
    this.on('setPage', (b, i) => s.setPage((b[i] ?? {}) as Record<string, unknown>))
    this.on('observe', (b, i) => s.observe(b[i] as number, b[i + 1]))
    this.on('unobserve', (b, i) => s.unobserve(b[i] as number))
    this.on('toast', (b, i) => s.toast(b[i]))
    this.on('loadFont', (b, i) =>
      s.loadFont(b[i] as string, b[i + 1] as string, b[i + 2], b[i + 3] as number),
    )
  }

  private bindWxs(): void {
    this.on('wxsBind', (b, i) => {
      const node = this.element(b[i])
      const type = b[i + 1] as string
      bindWxs(node, type, b[i + 2] as number, b[i + 3] as string, b[i + 4] as string[])
      this.services.wxsBound(node, type)
    })
    this.on('wxsChange', (b, i) => {
      const node = this.element(b[i])
      const values = (b[i + 4] ?? {}) as { value?: unknown; old?: unknown }
      this.late.push(() => callChange(node, b[i + 1] as string, b[i + 2] as string, b[i + 3] as string[], values))
    })
    this.on('wxsEvent', (b, i) => {
      const node = this.element(b[i])
      this.late.push(() => callWxs(node, b[i + 1] as string, b[i + 2] as number, b[i + 3] as Record<string, unknown>))
    })
    this.on('own', (b, i) => {
      for (const id of b[i + 2] as number[]) {
        const node = this.element(id)
        node.$host = b[i] as number
        node.$scopes = b[i + 1] as string[]
      }
    })
    this.on('setMark', (b, i) => {
      const node = this.element(b[i])
      node.$mark ??= {}
      node.$mark[b[i + 1] as string] = b[i + 2]
    })
  }

  private childOf(parent: PageElement, id: unknown): PageNode {
    const child = this.node(id)
    if (child.parentNode !== (parent.$content ?? parent)) {
      throw new ProtocolViolation(`node ${String(id)} is not a child of ${parent.$id}`)
    }
    return child
  }

  private insert(parent: PageElement, child: PageNode, before: PageNode | null): void {
    const old = child.parentNode as (ParentNode & NodeData) | null
    ;(parent.$content ?? parent).insertBefore(child, before)
    if (old instanceof WxElement && old !== parent) old.childListChanged()
    if (parent instanceof WxElement) {
      if (child.nodeType === Node.TEXT_NODE) parent.childTextChanged(child as PageText)
      parent.childListChanged()
    }
  }

  private detach(parent: PageElement, child: PageNode): void {
    child.remove()
    if (parent instanceof WxElement) parent.childListChanged()
  }

  private splice(parent: PageElement, beforeId: unknown, deleteCount: number, children: readonly number[]): void {
    let at: PageNode | null = beforeId === 0 ? null : this.childOf(parent, beforeId)
    for (let count = deleteCount; count > 0; count -= 1) {
      if (at === null) throw new ProtocolViolation(`nothing left to delete in ${parent.$id}`)
      const next: PageNode | null = at.nextSibling as PageNode | null
      this.detach(parent, at)
      at = next
    }
    for (const id of children) this.insert(parent, this.node(id), at)
  }
}

/** An attribute of a host or of an unknown tag. */
function setPlainAttribute(node: PageElement, name: string, value: unknown): void {
  // Internal styles of the host are the compiler's; `class` and `style` have operations of their own.
  if (name === 'class' || name === 'style' || name === 'is' || /[^\w:.-]/.test(name) || /^on/i.test(name)) return
  if (name === 'animation') exportAnimation(node, value)
  else if (value === undefined || value === null || value === false) node.removeAttribute(name)
  else if (typeof value === 'object') node.setAttribute(name, '')
  else node.setAttribute(name, value === true ? '' : String(value))
}
