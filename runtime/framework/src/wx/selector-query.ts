/** wx.createSelectorQuery: nodes are found in the logic, boxes come from the view. */

import { runCallback } from './async-call'
import type { JsonObject, PageHandle, SelectedNode, WxContext } from './context'

/** What `fields` takes. */
export interface QueryFields {
  id?: boolean
  dataset?: boolean
  mark?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: readonly string[]
  computedStyle?: readonly string[]
  context?: boolean
  node?: boolean
  ref?: boolean
}

type Callback = (result: unknown) => void

/** Makes the `node` and `context` objects of a found node. */
export interface NodeObjects {
  /** `facts` is what the view said about the node (canvas type and size). */
  node(node: SelectedNode, facts: JsonObject): unknown
  context(node: SelectedNode): unknown
}

interface Step {
  scope: object | undefined
  /** Null stands for the viewport. */
  selector: string | null
  single: boolean
  fields: QueryFields
  callback: Callback | undefined
}

/** A step with its nodes, ready to be asked. */
interface Prepared {
  step: Step
  nodes: SelectedNode[]
  /** Index of its entry in the question to the page, or -1 where the view has nothing to add. */
  entry: number
  page: PageHandle | undefined
}

export class NodesRef {
  readonly #query: SelectorQuery
  readonly #push: (fields: QueryFields, callback: unknown) => void

  constructor(query: SelectorQuery, push: (fields: QueryFields, callback: unknown) => void) {
    this.#query = query
    this.#push = push
  }

  fields(fields: QueryFields, callback?: Callback): SelectorQuery {
    this.#push(fields ?? {}, callback)
    return this.#query
  }

  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, rect: true, size: true }, callback)
  }

  scrollOffset(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, scrollOffset: true }, callback)
  }

  context(callback?: Callback): SelectorQuery {
    return this.fields({ context: true }, callback)
  }

  node(callback?: Callback): SelectorQuery {
    return this.fields({ node: true }, callback)
  }

  ref(callback?: Callback): SelectorQuery {
    return this.fields({ ref: true }, callback)
  }
}

export class SelectorQuery {
  readonly #ctx: WxContext
  readonly #objects: NodeObjects
  #scope: object | undefined
  #steps: Step[] = []

  constructor(ctx: WxContext, objects: NodeObjects, scope?: object) {
    this.#ctx = ctx
    this.#objects = objects
    // "The current page" is the one at creation: `onLoad` queries outlive a quick navigation.
    this.#scope = scope ?? ctx.currentPage()?.instance
  }

  in(component: object): this {
    this.#scope = typeof component === 'object' && component !== null ? component : undefined
    return this
  }

  select(selector: string): NodesRef {
    return this.#ref(selector, true)
  }

  selectAll(selector: string): NodesRef {
    return this.#ref(selector, false)
  }

  selectViewport(): NodesRef {
    return this.#ref(null, true)
  }

  /**
   * Asks everything queued so far at once; `callback` gets the results in the order of the queue.
   * Nodes are looked for when what runs now has ended, as in WeChat, whose view looks for them: a
   * component asks for its own nodes before they are made.
   */
  exec(callback?: (results: unknown[]) => void): this {
    const current = this.#ctx.currentPage()?.instance
    const steps = this.#steps.map((step) => ({ ...step, scope: step.scope ?? current }))
    void Promise.resolve().then(() => this.#ask(steps, callback))
    return this
  }

  #ask(steps: Step[], callback: ((results: unknown[]) => void) | undefined): void {
    const prepared = steps.map((step) => this.#prepare(step))
    const results = new Array<unknown>(prepared.length).fill(null)
    const byPage = new Map<PageHandle, Prepared[]>()
    for (const item of prepared) {
      if (item.page === undefined || viewFields(item.step) === undefined) continue
      const list = byPage.get(item.page) ?? []
      item.entry = list.length
      list.push(item)
      byPage.set(item.page, list)
    }

    let open = byPage.size
    const finish = (): void => {
      prepared.forEach((item, index) => {
        runCallback(this.#ctx, 'SelectorQuery callback', item.step.callback, results[index])
      })
      runCallback(this.#ctx, 'SelectorQuery exec callback', callback, results)
    }
    prepared.forEach((item, index) => {
      if (item.entry < 0) results[index] = this.#result(item, undefined)
    })
    if (open === 0) {
      finish()
      return
    }
    for (const [page, items] of byPage) {
      const question = items.map(({ step, nodes }) => ({
        nodes: step.selector === null ? [0] : nodes.map(({ id }) => id),
        fields: viewFields(step),
      }))
      page.query('fields', question, (failure, answer) => {
        if (failure !== null) this.#ctx.log('warn', `selector query: ${failure}`)
        const answers = Array.isArray(answer) ? (answer as unknown[]) : []
        for (const item of items) results[prepared.indexOf(item)] = this.#result(item, answers[item.entry])
        open -= 1
        if (open === 0) finish()
      })
    }
  }

  #ref(selector: string | null, single: boolean): NodesRef {
    return new NodesRef(this, (fields, callback) => {
      this.#steps.push({
        scope: this.#scope,
        selector: selector === null ? null : String(selector),
        single,
        fields,
        callback: typeof callback === 'function' ? (callback as Callback) : undefined,
      })
    })
  }

  #prepare(step: Step): Prepared {
    const { scope } = step
    const page = this.#ctx.pageOf(scope)
    let nodes: SelectedNode[] = []
    if (scope !== undefined && step.selector !== null) {
      try {
        nodes = this.#ctx.select(scope, step.selector, step.single)
      } catch (error) {
        this.#ctx.log('warn', `selector "${step.selector}":`, error)
      }
    }
    // Nothing found: nothing to ask.
    const askable = step.selector === null || nodes.length > 0
    return { step, nodes, entry: -1, page: askable ? page : undefined }
  }

  #result(item: Prepared, answer: unknown): unknown {
    const answers = Array.isArray(answer) ? (answer as unknown[]) : []
    const { step, nodes } = item
    if (step.selector === null) return viewportResult(step.fields, asObject(answers[0]))
    const results = nodes.map((node, index) => this.#nodeResult(node, step.fields, asObject(answers[index])))
    return step.single ? (results[0] ?? null) : results
  }

  #nodeResult(node: SelectedNode, fields: QueryFields, seen: JsonObject): JsonObject {
    const { computedStyle, properties, nodeCanvasType, nodeWidth, nodeHeight, ...boxes } = seen
    const result: JsonObject = {}
    if (fields.id) result.id = node.elementId
    if (fields.dataset) result.dataset = node.dataset()
    if (fields.mark) result.mark = node.mark()
    Object.assign(result, boxes)
    if (fields.properties !== undefined) {
      const known = node.properties()
      const live = asObject(properties)
      for (const asked of fields.properties) {
        const name = camelCase(asked)
        const value = live[name] ?? live[asked] ?? known[name]
        if (value !== undefined) result[asked] = value
      }
    }
    Object.assign(result, asObject(computedStyle))
    if (fields.context) result.context = this.#objects.context(node)
    if (fields.node) {
      result.node = this.#objects.node(node, seen)
      if (node.tag === 'canvas') result.nodeCanvasType = nodeCanvasType ?? ''
    }
    if (fields.ref) result.ref = node.component ?? null
    return result
  }
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {}
}

function viewportResult(fields: QueryFields, seen: JsonObject): JsonObject {
  const result: JsonObject = {}
  if (fields.id) result.id = ''
  if (fields.dataset) result.dataset = {}
  if (fields.mark) result.mark = {}
  return Object.assign(result, seen)
}

/** The part of the question that only the view can answer; undefined when there is none. */
function viewFields({ fields }: Step): JsonObject | undefined {
  const asked: JsonObject = {}
  if (fields.rect) asked.rect = true
  if (fields.size) asked.size = true
  if (fields.scrollOffset) asked.scrollOffset = true
  if (fields.node) asked.node = true
  if (fields.computedStyle !== undefined && fields.computedStyle.length > 0) asked.computedStyle = fields.computedStyle
  if (fields.properties !== undefined && fields.properties.length > 0) {
    asked.properties = fields.properties.map(camelCase)
  }
  return Object.keys(asked).length === 0 ? undefined : asked
}
