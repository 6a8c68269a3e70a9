/** Elements that clients hold: an opaque id each, for as long as the element lives. */

import type * as glassEasel from 'glass-easel'
import { type Page, pageById, pageOfElement } from '../page'
import { FoundNode } from '../selected-node'
import type { Params } from './index'

type Element = glassEasel.Element

const ids = new WeakMap<Element, string>()
const elements = new Map<string, WeakRef<Element>>()
let next = 1

/** `{elementId, tagName, nodeId?, videoId?}`; nodeId only where the element is a custom component. */
export function handleOf(element: Element): Params {
  let id = ids.get(element)
  if (id === undefined) {
    id = `e${next++}`
    ids.set(element, id)
    elements.set(id, new WeakRef(element))
  }
  const tagName = new FoundNode(element, pageOf(element)).tag.toLowerCase()
  const handle: Params = { elementId: id, tagName }
  if (element.asGeneralComponent() !== null) handle.nodeId = id
  if (tagName === 'video') handle.videoId = element.id === '' ? id : element.id
  return handle
}

function pageOf(element: Element): Page {
  const page = pageOfElement(element)
  if (page === undefined) throw new Error('page destroyed')
  return page
}

export function elementOfParams(params: Params): Element {
  const id = String(params.elementId ?? params.nodeId)
  const element = elements.get(id)?.deref()
  if (element === undefined) {
    elements.delete(id)
    throw new Error('no such element')
  }
  if (pageOfElement(element)?.alive !== true) throw new Error('page destroyed')
  return element
}

export function nodeOfParams(params: Params): FoundNode {
  const element = elementOfParams(params)
  return new FoundNode(element, pageOf(element))
}

export function pageOfParams(params: Params): Page {
  const page = pageById(Number(params.pageId))
  if (page === undefined) throw new Error('page destroyed')
  return page
}

/** Asks the view; rejects with its error text. */
export function ask(page: Page, kind: string, params: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    page.query(kind, params, (failure, result) => {
      if (failure === null) resolve(result)
      else reject(new Error(failure))
    })
  })
}

/** `fields` of one node. */
export async function askFields(node: FoundNode, fields: Params): Promise<Params> {
  const result = (await ask(node.page, 'fields', [{ nodes: [node.id], fields }])) as (Params | null)[][]
  return result[0]?.[0] ?? {}
}

/** `a.b[0].c` inside a value; the whole value without a path. */
export function at(value: unknown, path: unknown): unknown {
  if (typeof path !== 'string' || path === '') return value
  let found = value
  for (const key of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    found = (found as Params | null | undefined)?.[key]
  }
  return found
}
