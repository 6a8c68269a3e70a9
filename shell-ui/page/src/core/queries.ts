import { WxElement } from '../components/base'
import { currentTheme } from '../page/theme'
import { pageScroller } from '../page/page-scroll'
import { reply } from './ipc'
import type { PageElement, PageNode } from './node'

/** What `fields` asks about a node; names are those of WeChat's NodesRef.fields. */
interface Fields {
  id?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  properties?: string[]
  computedStyle?: string[]
  /** canvas, video…: what the logic needs to build the object it hands out. */
  node?: boolean
  context?: boolean
}

/** One step of a selector query; node 0 is the viewport. */
interface FieldsItem {
  nodes: number[]
  fields: Fields
}

/** wx.createMediaQueryObserver. */
interface MediaDescriptor {
  minWidth?: number
  maxWidth?: number
  width?: number
  minHeight?: number
  maxHeight?: number
  height?: number
  orientation?: string
}

type Nodes = ReadonlyMap<number, PageNode>

/** Answers a `query` operation. */
export function runQuery(nodes: Nodes, request: number, kind: string, params: unknown): void {
  switch (kind) {
    case 'fields':
      reply(
        request,
        (Array.isArray(params) ? (params as FieldsItem[]) : []).map((item) =>
          item.nodes.map((id) => fieldsOf(nodes, id, item.fields ?? {})),
        ),
      )
      return
    case 'mediaQuery':
      reply(request, { matches: matchesMedia((params ?? {}) as MediaDescriptor) })
      return
    case 'viewport':
      reply(request, viewport())
      return
    case 'windowProperties':
      reply(request, windowProperties())
      return
    case 'html': {
      const { id = 1, outer = true } = (params ?? {}) as { id?: number; outer?: boolean }
      const node = nodes.get(id)
      if (!(node instanceof Element)) reply(request, null, `no element ${id}`)
      else reply(request, outer ? node.outerHTML : node.innerHTML)
      return
    }
    default:
      reply(request, null, `unknown query ${kind}`)
  }
}

/** The element inside a component that scrolls, or the element itself. */
export function scrollerOf(node: PageElement): HTMLElement {
  return (node as unknown as { scroller?: HTMLElement }).scroller ?? node
}

function fieldsOf(nodes: Nodes, id: number, fields: Fields): Record<string, unknown> | null {
  if (id === 0) return viewportFields(fields)
  const node = nodes.get(id) as PageElement | undefined
  if (node === undefined || node.nodeType !== Node.ELEMENT_NODE) return null
  const result: Record<string, unknown> = {}
  if (fields.id) result.id = node.id
  if (fields.rect || fields.size) {
    const box = boxOf(node)
    if (fields.rect) Object.assign(result, { left: box.left, top: box.top, right: box.right, bottom: box.bottom })
    if (fields.size) Object.assign(result, { width: box.width, height: box.height })
  }
  if (fields.scrollOffset) {
    const scroller = id === 1 ? pageScroller() : scrollerOf(node)
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = scroller
    Object.assign(result, { scrollLeft, scrollTop, scrollWidth, scrollHeight })
  }
  if (fields.properties !== undefined && node instanceof WxElement) {
    const properties: Record<string, unknown> = {}
    for (const name of fields.properties) {
      const value = node.liveValue?.(name) ?? node.get(name)
      if (value !== undefined) properties[name] = value
    }
    result.properties = properties
  }
  if (fields.computedStyle !== undefined && fields.computedStyle.length > 0) {
    const style = getComputedStyle(node)
    const computed: Record<string, string> = {}
    for (const name of fields.computedStyle) {
      computed[name] = style.getPropertyValue(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    }
    result.computedStyle = computed
  }
  if ((fields.node || fields.context) && node instanceof WxElement) Object.assign(result, node.nodeInfo?.())
  return result
}

/** A node without a box of its own (`display: contents`) has that of its children. */
function boxOf(node: PageElement): DOMRect {
  const box = node.getBoundingClientRect()
  if (box.width !== 0 || box.height !== 0 || getComputedStyle(node).display !== 'contents') return box
  const range = document.createRange()
  range.selectNodeContents(node.$content ?? node)
  return range.getBoundingClientRect()
}

function viewport(): Record<string, unknown> {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = pageScroller()
  return {
    scrollLeft,
    scrollTop,
    scrollWidth,
    scrollHeight,
    left: 0,
    top: 0,
    right: innerWidth,
    bottom: innerHeight,
    width: innerWidth,
    height: innerHeight,
  }
}

function viewportFields(fields: Fields): Record<string, unknown> {
  const all = viewport()
  const result: Record<string, unknown> = fields.id ? { id: '' } : {}
  const take = (names: string[]) => {
    for (const name of names) result[name] = all[name]
  }
  if (fields.rect) take(['left', 'top', 'right', 'bottom'])
  if (fields.size) take(['width', 'height'])
  if (fields.scrollOffset) take(['scrollLeft', 'scrollTop', 'scrollWidth', 'scrollHeight'])
  return result
}

function windowProperties(): Record<string, unknown> {
  return {
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    pixelRatio: devicePixelRatio,
    theme: currentTheme(),
    fontSize: Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    documentHeight: pageScroller().scrollHeight,
    scrollTop: pageScroller().scrollTop,
  }
}

/** True where the content area fits the descriptor; sizes in px. */
export function matchesMedia(media: MediaDescriptor, width = innerWidth, height = innerHeight): boolean {
  const { minWidth = 0, maxWidth = Infinity, minHeight = 0, maxHeight = Infinity, orientation } = media
  return (
    width >= minWidth &&
    width <= maxWidth &&
    height >= minHeight &&
    height <= maxHeight &&
    (media.width === undefined || media.width === width) &&
    (media.height === undefined || media.height === height) &&
    (orientation === undefined || orientation === (width > height ? 'landscape' : 'portrait'))
  )
}
