import type { Json } from '../protocol'
import { pageTime, send } from './ipc'
import type { PageElement, PageNode } from './node'
import { scrollerOf } from './queries'

interface Margins {
  top?: number
  right?: number
  bottom?: number
  left?: number
}

interface ObserveSpec {
  targets?: number[]
  /** Reference areas; their intersection counts. `id: null` is the viewport. */
  relative?: { id: number | null; margins?: Margins }[]
  thresholds?: number[]
  initialRatio?: number
}

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

interface Sighting {
  ratio: number
  touching: boolean
  shared: Box
  target: Box
  area: Box
}

const stops = new Map<number, () => void>()

/** The `observe` operation. A second one with the same number replaces the first. */
export function observe(nodes: ReadonlyMap<number, PageNode>, observer: number, raw: unknown): void {
  unobserve(observer)
  const spec = (raw ?? {}) as ObserveSpec
  const thresholds = spec.thresholds?.length ? spec.thresholds : [0]
  const initial = spec.initialRatio ?? 0
  const targets = (spec.targets ?? []).map((id) => nodes.get(id)).filter((node) => node instanceof HTMLElement)
  const areas = (spec.relative?.length ? spec.relative : [{ id: null }]).map(({ id, margins }) => {
    const node = id === null ? null : (nodes.get(id) as PageElement | undefined)
    return { element: node === null || node === undefined ? null : scrollerOf(node), margins: (margins ?? {}) as Margins }
  })
  const last = new Map<PageElement, number>()
  const see = (node: PageElement, sight: Sighting) => {
    const before = last.get(node) ?? initial
    const ratio = sight.touching ? sight.ratio : 0
    const first = !last.has(node)
    last.set(node, ratio)
    if (first ? ratio !== initial && crosses(initial, ratio, thresholds) : ratio !== before || !sight.touching) {
      report(observer, node, sight)
    }
  }
  const only = areas.length === 1 ? areas[0] : undefined
  const ancestor = only !== undefined && (only.element === null || targets.every((node) => encloses(only.element, node)))
  if (only !== undefined && ancestor && typeof IntersectionObserver === 'function') {
    stops.set(observer, watchNatively(targets, only, thresholds, see))
  } else stops.set(observer, watchByFrame(targets, areas, thresholds, see))
}

export function unobserve(observer: number): void {
  stops.get(observer)?.()
  stops.delete(observer)
}

interface Area {
  element: HTMLElement | null
  margins: Margins
}

type See = (node: PageElement, sight: Sighting) => void

function watchNatively(targets: PageElement[], area: Area, thresholds: number[], see: See): () => void {
  const { top = 0, right = 0, bottom = 0, left = 0 } = area.margins
  const native = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        see(entry.target as PageElement, {
          // The native ratio has the precision of a float only.
          ratio: ratioOf(entry.intersectionRect, entry.boundingClientRect),
          touching: entry.isIntersecting,
          shared: entry.intersectionRect,
          target: entry.boundingClientRect,
          area: entry.rootBounds ?? areaBox(area),
        })
      }
    },
    { root: area.element, rootMargin: `${top}px ${right}px ${bottom}px ${left}px`, threshold: thresholds },
  )
  for (const node of targets) native.observe(node)
  return () => native.disconnect()
}

/** Several or unrelated reference areas: the boxes are compared once per frame. */
function watchByFrame(targets: PageElement[], areas: Area[], thresholds: number[], see: See): () => void {
  const last = new Map<PageElement, number>()
  let frame = 0
  const look = () => {
    frame = requestAnimationFrame(look)
    const area = areas.map(areaBox).reduce(overlap)
    for (const node of targets) {
      const target = node.getBoundingClientRect()
      const shared = overlap(target, area)
      const touching = shared.right >= shared.left && shared.bottom >= shared.top
      const ratio = touching ? ratioOf(shared, target) : 0
      const step = touching ? 1 + thresholds.filter((threshold) => threshold <= ratio).length : 0
      if (last.get(node) === step) continue
      last.set(node, step)
      see(node, { ratio, touching, shared: touching ? shared : { left: 0, top: 0, right: 0, bottom: 0 }, target, area })
    }
  }
  look()
  return () => cancelAnimationFrame(frame)
}

/** Share of the target that is seen; a target without area is seen wholly or not at all. */
function ratioOf(shared: Box, target: Box): number {
  const size = width(target) * height(target)
  return size === 0 ? 1 : (width(shared) * height(shared)) / size
}

/** True where a threshold lies between two ratios. */
export function crosses(from: number, to: number, thresholds: readonly number[]): boolean {
  const low = Math.min(from, to)
  const high = Math.max(from, to)
  return thresholds.some((threshold) => threshold >= low && threshold <= high)
}

function encloses(outer: HTMLElement | null, node: Node): boolean {
  for (let at: Node | null = node; at !== null; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null)) {
    if (at === outer) return true
    const slot = at instanceof Element ? at.assignedSlot : null
    if (slot !== null && slotInside(slot, outer)) return true
  }
  return false
}

/** A scroller in a shadow root holds what is slotted into it. */
function slotInside(slot: HTMLSlotElement, outer: HTMLElement | null): boolean {
  return outer?.contains(slot) ?? false
}

function areaBox({ element, margins }: Area): Box {
  const box = element?.getBoundingClientRect() ?? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
  return {
    left: box.left - (margins.left ?? 0),
    top: box.top - (margins.top ?? 0),
    right: box.right + (margins.right ?? 0),
    bottom: box.bottom + (margins.bottom ?? 0),
  }
}

function overlap(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  }
}

function width(box: Box): number {
  return box.right - box.left
}

function height(box: Box): number {
  return box.bottom - box.top
}

function plain({ left, top, right, bottom }: Box): Record<string, number> {
  return { left, top, right, bottom }
}

function sized(box: Box): Record<string, number> {
  return { ...plain(box), width: width(box), height: height(box) }
}

function report(observer: number, node: PageElement, sight: Sighting): void {
  send('observed', observer, {
    id: node.$id ?? 0,
    intersectionRatio: sight.ratio,
    intersectionRect: sized(sight.shared) as Json,
    boundingClientRect: sized(sight.target) as Json,
    relativeRect: plain(sight.area) as Json,
    time: pageTime(),
  })
}
