/**
 * CSS selectors of automation clients. Scripts' own selectors know ids and classes only; test
 * scripts also ask for tags and attributes.
 */

import type * as glassEasel from 'glass-easel'
import { camel, elementsIn, FoundNode } from '../selected-node'
import { pageOfElement } from '../page'

type Element = glassEasel.Element

interface Compound {
  tag: string
  id: string
  classes: string[]
  attributes: { name: string; value: string | undefined }[]
  /** How it hangs on the compound before it. */
  combinator: ' ' | '>'
}

const PART = /([#.]?)((?:[\w-]|[\u0080-\uffff])+|\*)|\[\s*([\w-]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]*)))?\s*\]/gy

function parseCompound(text: string, combinator: ' ' | '>'): Compound {
  const compound: Compound = { tag: '', id: '', classes: [], attributes: [], combinator }
  PART.lastIndex = 0
  while (PART.lastIndex < text.length) {
    const part = PART.exec(text)
    if (part === null) throw new Error(`selector "${text}" is not supported`)
    const [, kind, name = '', attribute, double, single, bare] = part
    if (attribute !== undefined) compound.attributes.push({ name: attribute, value: double ?? single ?? bare })
    else if (kind === '#') compound.id = name
    else if (kind === '.') compound.classes.push(name)
    else if (name !== '*') compound.tag = name.toLowerCase()
  }
  return compound
}

function parse(selector: string): Compound[] {
  const path: Compound[] = []
  let combinator: ' ' | '>' = ' '
  for (const token of selector.replace(/>/g, ' > ').trim().split(/\s+/)) {
    if (token === '>') {
      combinator = '>'
      continue
    }
    if (token === '') continue
    path.push(parseCompound(token, combinator))
    combinator = ' '
  }
  return path
}

function attributeOf(element: Element, name: string): unknown {
  const key = camel(name)
  if (name.startsWith('data-')) return element.dataset[key.slice(4, 5).toLowerCase() + key.slice(5)]
  const page = pageOfElement(element)
  return page === undefined ? undefined : new FoundNode(element, page).properties()[key]
}

function matches(element: Element, compound: Compound): boolean {
  const component = element.asGeneralComponent()
  const native = element.asNativeNode()
  if (component === null && native === null) return false
  const tag = component?.tagName ?? native?.is ?? ''
  if (compound.tag !== '' && compound.tag !== tag.toLowerCase()) return false
  if (compound.id !== '' && compound.id !== element.id) return false
  if (compound.classes.some((name) => element.classList?.contains(name) !== true)) return false
  return compound.attributes.every(({ name, value }) => {
    const actual = attributeOf(element, name)
    if (actual === undefined || actual === null) return false
    return value === undefined || String(actual) === value
  })
}

/** The next node outwards in the same shadow tree that is not virtual. */
function outer(element: Element): Element | null {
  let at = element.parentNode
  while (at !== null && at.asGeneralComponent() === null && at.asNativeNode() === null) at = at.parentNode
  return at
}

function fits(element: Element, path: readonly Compound[]): boolean {
  const last = path[path.length - 1]
  if (last === undefined || !matches(element, last)) return false
  const rest = path.slice(0, -1)
  if (rest.length === 0) return true
  let at = outer(element)
  while (at !== null) {
    if (fits(at, rest)) return true
    if (last.combinator === '>') return false
    at = outer(at)
  }
  return false
}

/** Elements below `root` in its tree that match, in document order. */
export function selectAll(root: Element, selector: string): Element[] {
  const paths = selector.split(',').map(parse)
  return [...elementsIn(root)].filter((element) => paths.some((path) => fits(element, path)))
}
