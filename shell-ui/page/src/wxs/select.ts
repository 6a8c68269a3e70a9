/** Selectors of ComponentDescriptors: they see one component's template, of which the page has the composed tree. */

import { type PageElement, up } from '../core/node'
import { hasClass } from './class-list'

/** `a`, `#id`, `.class` in any number; empty strings for what is not asked. */
interface Compound {
  tag: string
  id: string
  classes: string[]
}

type Combinator = ' ' | '>' | '>>>'

/** From the last compound to the first; `combinator` binds a compound to the one before it. */
type Complex = { compound: Compound; combinator: Combinator }[]

const PART = /^([#.]?)([\w-]+|[^\s#.,>]+)/

const parsed = new Map<string, Complex[]>()

/** Comma-separated selectors; what cannot be read selects nothing. */
function parse(selector: string): Complex[] {
  let known = parsed.get(selector)
  if (known === undefined) {
    known = selector.split(',').flatMap((text) => parseComplex(text.trim()) ?? [])
    parsed.set(selector, known)
  }
  return known
}

function parseComplex(text: string): [Complex] | undefined {
  const complex: Complex = []
  let rest = text
  let combinator: Combinator = ' '
  while (rest !== '') {
    const compound: Compound = { tag: '', id: '', classes: [] }
    for (let part = PART.exec(rest); part !== null; part = PART.exec(rest)) {
      const [whole, kind, name = ''] = part
      if (kind === '#') compound.id = name
      else if (kind === '.') compound.classes.push(name)
      else compound.tag = name
      rest = rest.slice(whole.length)
    }
    complex.unshift({ compound, combinator })
    const between = /^\s*(>>>|>|\s)\s*/.exec(rest)
    if (between === null) return rest === '' && complex.length > 0 ? [complex] : undefined
    combinator = between[1] === '>>>' || between[1] === '>' ? between[1] : ' '
    rest = rest.slice(between[0].length)
  }
  return undefined
}

function matchesCompound(node: PageElement, { tag, id, classes }: Compound): boolean {
  if (id !== '' && node.id !== id) return false
  if (tag !== '' && node.localName !== `wx-${tag}` && node.localName !== `wx-x-${tag}`) return false
  return classes.every((name) => hasClass(node, name))
}

/** The nearest node outwards that stands in the template of `host`. */
function parentIn(node: PageElement, host: number | undefined): PageElement | null {
  let at = up(node)
  while (at !== null && at.$host !== host) at = up(at)
  return at
}

function matchesFrom(node: PageElement, complex: Complex, index: number, host: number): boolean {
  const part = complex[index]
  if (part === undefined || !matchesCompound(node, part.compound)) return false
  if (index === complex.length - 1) return node.$host === host
  if (part.combinator === '>>>') {
    for (let at = up(node); at !== null; at = up(at)) {
      if (at.$host === host && matchesFrom(at, complex, index + 1, host)) return true
    }
    return false
  }
  // Compounds after a `>>>` look within the template that their own node stands in.
  for (let at = parentIn(node, node.$host); at !== null; at = parentIn(at, node.$host)) {
    if (matchesFrom(at, complex, index + 1, host)) return true
    if (part.combinator === '>') return false
  }
  return false
}

/** A CSS selector that finds at least what may match, whatever scope its classes have. */
function hint({ id, classes: [name] }: Compound): string {
  if (id !== '') return `[id=${JSON.stringify(id)}]`
  return name === undefined ? '*' : `[class*=${JSON.stringify(name)}]`
}

/** Nodes of the template of the component with host id `host`, in the order of the document. */
export function select(root: ParentNode, host: number, selector: string, all: boolean): PageElement[] {
  const found = new Set<PageElement>()
  for (const complex of parse(selector)) {
    const last = complex[0]
    if (last === undefined) continue
    const crosses = complex.some(({ combinator }) => combinator === '>>>')
    for (const node of root.querySelectorAll<PageElement>(hint(last.compound))) {
      if (node.$id === undefined || (!crosses && node.$host !== host)) continue
      if (matchesFrom(node, complex, 0, host)) {
        found.add(node)
        if (!all) break
      }
    }
  }
  const nodes = [...found]
  nodes.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
  return all ? nodes : nodes.slice(0, 1)
}
