import { hasOwn } from '../core/own'
import { resolve } from '../core/resources'
import { any, boolean, oneOf } from './attributes'
import { WxElement } from './base'
import { renderText } from './text'

/** A node of `nodes` as an array. */
export interface RichNode {
  type?: string
  name?: string
  attrs?: Record<string, unknown>
  children?: unknown
  text?: string
}

const COMMON = ['class', 'style', 'align']

/** Tags that `<rich-text>` shows, with the attributes each may have; everything else is dropped. */
const TAGS: Record<string, readonly string[]> = {
  bdo: ['dir'],
  col: ['span', 'width'],
  colgroup: ['span', 'width'],
  font: ['color', 'face', 'size'],
  img: ['alt', 'src', 'height', 'width'],
  ol: ['start', 'type'],
  table: ['width', 'border', 'cellpadding', 'cellspacing'],
  td: ['colspan', 'height', 'rowspan', 'width', 'valign'],
  th: ['colspan', 'height', 'rowspan', 'width', 'valign'],
  tr: ['colspan', 'height', 'rowspan', 'width'],
}
for (const name of (
  'a abbr address article aside b bdi big blockquote br caption center cite code dd del div dl dt em fieldset footer ' +
  'h1 h2 h3 h4 h5 h6 header hr i ins label legend li mark nav p pre q rt ruby s section small span strong sub sup ' +
  'tbody tfoot thead tt u ul'
).split(' ')) TAGS[name] = []

/** `<rich-text>` */
export class RichText extends WxElement {
  static override attrs = {
    nodes: any([]),
    space: oneOf(['', 'ensp', 'emsp', 'nbsp']),
    'user-select': boolean(false, { reflect: true }),
    selectable: boolean(false, { reflect: true }),
    mode: any(),
  }

  protected override attrChanged(name: string): void {
    if (name === 'nodes' || name === 'space') this.invalidate()
  }

  override update(): void {
    const nodes = this.get('nodes')
    const list = typeof nodes === 'string' ? parseHtml(nodes) : nodes
    this.replaceChildren(...buildAll(list, this.str('space')))
  }
}

/** Reads HTML in a document without scripts, images or styles of its own at work. */
export function parseHtml(html: string): RichNode[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  return Array.from(parsed.body.childNodes, fromDom).filter((node) => node !== undefined)
}

function fromDom(node: Node): RichNode | undefined {
  if (node.nodeType === Node.TEXT_NODE) return { type: 'raw', text: node.textContent ?? '' }
  if (!(node instanceof Element)) return undefined
  const attrs: Record<string, string> = {}
  for (const { name, value } of node.attributes) attrs[name] = value
  return { name: node.localName, attrs, children: Array.from(node.childNodes, fromDom) }
}

function buildAll(nodes: unknown, space: string): Node[] {
  if (!Array.isArray(nodes)) return []
  return nodes.map((node) => build(node as RichNode | null, space)).filter((node) => node !== undefined)
}

function build(node: RichNode | null | undefined, space: string): Node | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  if (node.type === 'raw') return document.createTextNode(renderText(node.text ?? '', space, false))
  if (node.type === 'text') return document.createTextNode(renderText(decodeEntities(String(node.text ?? '')), space, false))
  const name = String(node.name ?? '').toLowerCase()
  const allowed = hasOwn(TAGS, name) ? TAGS[name] : undefined
  // A tag outside the list goes with all that is in it.
  if (allowed === undefined) return undefined
  const element = document.createElement(name)
  for (const [attr, value] of Object.entries(node.attrs ?? {})) {
    const lower = attr.toLowerCase()
    if (value === undefined || value === null || !(COMMON.includes(lower) || allowed.includes(lower))) continue
    if (lower === 'style') element.style.cssText = String(value)
    else element.setAttribute(lower, lower === 'src' ? resolve(String(value)) : String(value))
  }
  element.append(...buildAll(node.children, space))
  return element
}

const decoder = document.createElement('textarea')

/** Text nodes written as data may carry entities. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  decoder.innerHTML = text.replaceAll('<', '&lt;')
  return decoder.value
}
