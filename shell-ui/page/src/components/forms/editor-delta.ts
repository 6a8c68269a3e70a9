import { canonicalName } from '../attributes'
import { safeSource } from './editor-sanitize'

/** Quill's document format, which EditorContext hands out and takes. */
export interface DeltaOp {
  insert: string | { image: string } | { divider: true }
  attributes?: Record<string, unknown>
}

export interface Delta {
  ops: DeltaOp[]
}

type Attributes = Readonly<Record<string, unknown>>

const INLINE_TAGS: Readonly<Record<string, Attributes>> = {
  B: { bold: 'strong' },
  STRONG: { bold: 'strong' },
  I: { italic: 'em' },
  EM: { italic: 'em' },
  U: { underline: 'u' },
  INS: { ins: 'ins' },
  S: { strike: 'strike' },
  STRIKE: { strike: 'strike' },
  DEL: { strike: 'strike' },
  SUB: { script: 'sub' },
  SUP: { script: 'super' },
}

/** Styles that are formats of the text; others belong to the paragraph. */
export const INLINE_STYLES = ['color', 'backgroundColor', 'fontFamily', 'fontSize', 'fontWeight', 'fontStyle', 'letterSpacing', 'textDecoration'] as const
export const BLOCK_STYLES = [
  'lineHeight', 'margin', 'marginTop', 'marginBottom', 'marginLeft', 'marginRight', 'padding', 'paddingTop', 'paddingBottom', 'paddingLeft', 'paddingRight', 'textIndent',
] as const

const BLOCKS = new Set(['P', 'DIV', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'LI', 'BLOCKQUOTE', 'PRE', 'OL', 'UL'])

export function isBlock(node: Node | null): boolean {
  return node instanceof HTMLElement && BLOCKS.has(node.tagName)
}

/** The document below `root` as a delta; always ends with a line break. */
export function toDelta(root: Element): Delta {
  const ops: DeltaOp[] = []
  const push = (insert: DeltaOp['insert'], attributes: Attributes) => {
    const last = ops[ops.length - 1]
    const same = JSON.stringify(last?.attributes ?? {}) === JSON.stringify(attributes)
    if (typeof insert === 'string' && typeof last?.insert === 'string' && same) last.insert += insert
    else ops.push(Object.keys(attributes).length > 0 ? { insert, attributes: { ...attributes } } : { insert })
  }
  let open = false
  const inline = (node: Node, attributes: Attributes) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.nodeValue ?? '').replaceAll('\u200b', '')
      if (text !== '') {
        push(text, attributes)
        open = true
      }
      return
    }
    if (!(node instanceof HTMLElement)) return
    if (isBlock(node)) {
      block(node)
      return
    }
    if (node.tagName === 'BR') {
      // The last break of a paragraph only holds it open.
      if (node.nextSibling === null && isBlock(node.parentNode)) return
      push('\n', {})
      open = false
    } else if (node.tagName === 'IMG') {
      push({ image: node.getAttribute('data-src') ?? node.getAttribute('src') ?? '' }, imageAttributes(node))
      open = true
    } else if (node.tagName === 'HR') {
      push({ divider: true }, {})
    } else {
      const next = { ...attributes, ...INLINE_TAGS[node.tagName], ...stylesOf(node, INLINE_STYLES) }
      for (const child of node.childNodes) inline(child, next)
    }
  }
  const block = (node: HTMLElement) => {
    if (open) push('\n', {})
    open = false
    const nested = [...node.childNodes].some((child) => isBlock(child))
    for (const child of node.childNodes) inline(child, {})
    if (!nested) {
      push('\n', blockAttributes(node))
      open = false
    }
  }
  for (const child of root.childNodes) inline(child, {})
  const last = ops[ops.length - 1]
  if (open || typeof last?.insert !== 'string' || !last.insert.endsWith('\n')) push('\n', {})
  return { ops }
}

/** The plain text; pictures and dividers leave nothing. */
export function toText(delta: Delta): string {
  return delta.ops.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
}

/** Formats of a paragraph. */
export function blockAttributes(node: HTMLElement): Record<string, unknown> {
  const attributes: Record<string, unknown> = {}
  const header = /^H([1-6])$/.exec(node.tagName)
  if (header !== null) attributes.header = Number(header[1])
  if (node.tagName === 'LI') {
    attributes.list = node.getAttribute('data-list') ?? (node.parentElement?.tagName === 'OL' ? 'ordered' : 'bullet')
  }
  const { textAlign, direction } = node.style
  if (textAlign !== '') attributes.align = textAlign
  if (direction === 'rtl') attributes.direction = 'rtl'
  const indent = Number(node.getAttribute('data-indent'))
  if (indent > 0) attributes.indent = indent
  return { ...attributes, ...stylesOf(node, BLOCK_STYLES) }
}

function stylesOf(node: HTMLElement, names: readonly string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const name of names) {
    const value = node.style.getPropertyValue(canonicalName(name))
    if (value !== '') found[name] = value
  }
  return found
}

function imageAttributes(node: HTMLElement): Record<string, unknown> {
  const attributes: Record<string, unknown> = {}
  for (const name of ['width', 'height', 'alt', 'data-custom', 'class']) {
    const value = node.getAttribute(name)
    if (value !== null && value !== '') attributes[name === 'class' ? 'extClass' : name] = value
  }
  return attributes
}

/** A document made from a delta. `source` turns an image's address into one the page can load. */
export function fromDelta(delta: unknown, source: (address: string) => string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  const ops = (delta as Partial<Delta> | null)?.ops
  let line: Node[] = []
  const flush = (attributes: Attributes) => {
    paragraph(fragment, line, attributes)
    line = []
  }
  for (const op of Array.isArray(ops) ? ops : []) {
    const attributes = op.attributes ?? {}
    if (typeof op.insert === 'string') {
      const parts = op.insert.split('\n')
      parts.forEach((part, at) => {
        if (part !== '') line.push(styled(part, attributes))
        if (at < parts.length - 1) flush(attributes)
      })
    } else if (typeof op.insert === 'object' && op.insert !== null && 'image' in op.insert) {
      const address = String(op.insert.image)
      if (!safeSource(address)) continue
      const image = document.createElement('img')
      image.setAttribute('data-src', address)
      image.src = source(address)
      for (const name of ['width', 'height', 'alt', 'data-custom']) {
        if (attributes[name] !== undefined) image.setAttribute(name, String(attributes[name]))
      }
      line.push(image)
    } else if (typeof op.insert === 'object' && op.insert !== null && 'divider' in op.insert) {
      if (line.length > 0) flush({})
      fragment.append(document.createElement('hr'))
    }
  }
  if (line.length > 0) flush({})
  return fragment
}

function styled(text: string, attributes: Attributes): Node {
  let node: Node = document.createTextNode(text)
  const wrap = (tag: string): HTMLElement => {
    const element = document.createElement(tag)
    element.append(node)
    node = element
    return element
  }
  if (attributes.bold) wrap('strong')
  if (attributes.italic) wrap('em')
  if (attributes.underline) wrap('u')
  if (attributes.strike) wrap('s')
  if (attributes.ins) wrap('ins')
  if (attributes.script === 'sub' || attributes.script === 'super') wrap(attributes.script === 'sub' ? 'sub' : 'sup')
  const styles = INLINE_STYLES.filter((name) => attributes[name] !== undefined)
  if (styles.length > 0) {
    const span = wrap('span')
    for (const name of styles) span.style.setProperty(canonicalName(name), String(attributes[name]))
  }
  return node
}

function paragraph(into: DocumentFragment, line: readonly Node[], attributes: Attributes): void {
  const list = attributes.list
  let block: HTMLElement
  if (typeof list === 'string') {
    const tag = list === 'ordered' ? 'ol' : 'ul'
    const before = into.lastElementChild
    const holder = before?.localName === tag ? before : document.createElement(tag)
    if (holder !== before) into.append(holder)
    block = document.createElement('li')
    if (list === 'checked' || list === 'unchecked') block.setAttribute('data-list', list)
    holder.append(block)
  } else {
    const level = Number(attributes.header)
    block = document.createElement(level >= 1 && level <= 6 ? `h${Math.trunc(level)}` : 'p')
    into.append(block)
  }
  if (attributes.align !== undefined) block.style.textAlign = String(attributes.align)
  if (attributes.direction === 'rtl') block.style.direction = 'rtl'
  const indent = Number(attributes.indent)
  if (indent > 0) setIndent(block, indent)
  for (const name of BLOCK_STYLES) {
    if (attributes[name] !== undefined) block.style.setProperty(canonicalName(name), String(attributes[name]))
  }
  block.append(...(line.length > 0 ? line : [document.createElement('br')]))
}

/** Indentation in steps of 2 em, as WeChat's editor has it. */
export function setIndent(block: HTMLElement, steps: number): void {
  const level = Math.min(Math.max(Math.trunc(steps), 0), 8)
  if (level === 0) {
    block.removeAttribute('data-indent')
    block.style.removeProperty('padding-left')
  } else {
    block.setAttribute('data-indent', String(level))
    block.style.paddingLeft = `${level * 2}em`
  }
}
