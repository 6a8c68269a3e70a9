import { reply } from './ipc'
import { scrollerOf } from './queries'
import type { PageElement } from './node'

/** A keyframe of `this.animate`: WeChat names the parts of a transform one by one. */
type WxKeyframe = Record<string, unknown>

interface AnimateOptions {
  duration?: number
  /** Node id of the scroll-view that drives the animation, put in by the logic. */
  scrollTimeline?: {
    source?: number
    orientation?: 'horizontal' | 'vertical'
    startScrollOffset?: number
    endScrollOffset?: number
    timeRange?: number
  }
}

const LENGTHS = ['translate', 'translate3d', 'translateX', 'translateY', 'translateZ']
const ANGLES = ['rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY']
const PLAIN = ['matrix', 'matrix3d', 'scale', 'scale3d', 'scaleX', 'scaleY', 'scaleZ']
const PIXELS = new Set(['left', 'right', 'top', 'bottom', 'width', 'height'])
/** The order in which the parts are multiplied. */
const PARTS = ['matrix', 'matrix3d', 'translate', 'translate3d', 'translateX', 'translateY', 'translateZ', 'rotate', 'rotate3d', 'rotateX', 'rotateY', 'rotateZ', 'scale', 'scale3d', 'scaleX', 'scaleY', 'scaleZ', 'skew', 'skewX', 'skewY']

const animations = new WeakMap<PageElement, Set<Animation>>()
let findNode: (id: number) => PageElement | undefined = () => undefined

/** Tells where scroll timelines find their scroll-view. */
export function useNodes(find: (id: number) => PageElement | undefined): void {
  findNode = find
}

/** The `animate` operation; `keyframes: null` is clearAnimation, with the properties to clear as options. */
export function animate(node: PageElement, keyframes: unknown, options: unknown, request: number): void {
  if (!Array.isArray(keyframes)) {
    clearAnimation(node, (options ?? null) as Record<string, unknown> | null)
    reply(request, null)
    return
  }
  const { duration = 0, scrollTimeline } = (options ?? {}) as AnimateOptions
  const frames = (keyframes as WxKeyframe[]).map(toKeyframe)
  const animation = node.animate(frames, { duration: scrollTimeline?.timeRange ?? duration, fill: 'both' })
  let own = animations.get(node)
  if (own === undefined) {
    own = new Set()
    animations.set(node, own)
  }
  own.add(animation)
  if (scrollTimeline !== undefined) {
    driveByScroll(animation, scrollTimeline)
    reply(request, null)
    return
  }
  animation.onfinish = () => reply(request, null)
  animation.oncancel = () => reply(request, null)
}

/** One keyframe in the form of the Web Animations API. */
export function toKeyframe(frame: WxKeyframe): Keyframe {
  const result: Keyframe = {}
  const transforms: string[] = []
  for (const name of PARTS) {
    if (frame[name] !== undefined) transforms.push(transformPart(name, frame[name]))
  }
  for (const [name, value] of Object.entries(frame)) {
    if (PARTS.includes(name) || value === undefined || value === null) continue
    if (name === 'ease') result.easing = String(value)
    else if (name === 'offset') result.offset = Number(value)
    else if (name === 'composite') result.composite = value as CompositeOperation
    else result[name] = PIXELS.has(name) && typeof value === 'number' ? `${value}px` : (value as string | number)
  }
  if (transforms.length > 0) result.transform = transforms.join(' ')
  return result
}

function transformPart(name: string, value: unknown): string {
  const list = Array.isArray(value) ? value : [value]
  if (name === 'rotate3d') return `rotate3d(${list.slice(0, 3).join(',')},${unit(list[3], 'deg')})`
  if (LENGTHS.includes(name)) return `${name}(${list.map((part) => unit(part, 'px')).join(',')})`
  if (ANGLES.includes(name)) return `${name}(${list.map((part) => unit(part, 'deg')).join(',')})`
  return PLAIN.includes(name) ? `${name}(${list.join(',')})` : ''
}

function unit(value: unknown, name: string): string {
  return Number.isFinite(Number(value)) ? `${Number(value)}${name}` : String(value)
}

function clearAnimation(node: PageElement, properties: Record<string, unknown> | null): void {
  const own = animations.get(node)
  if (own === undefined) return
  const named = properties === null ? [] : Object.keys(properties).filter((name) => properties[name])
  for (const animation of own) {
    const effect = animation.effect
    if (named.length > 0 && effect instanceof KeyframeEffect) {
      effect.setKeyframes(effect.getKeyframes().map((frame) => without(frame, named)))
      continue
    }
    animation.oncancel = null
    animation.cancel()
    own.delete(animation)
  }
}

function without(frame: ComputedKeyframe, names: readonly string[]): Keyframe {
  const { computedOffset: _computed, ...rest } = frame
  const result = rest as Keyframe
  for (const name of names) delete result[PARTS.includes(name) ? 'transform' : name]
  return result
}

function driveByScroll(animation: Animation, timeline: NonNullable<AnimateOptions['scrollTimeline']>): void {
  animation.pause()
  const source = timeline.source === undefined ? undefined : findNode(timeline.source)
  const scroller = source === undefined ? undefined : scrollerOf(source)
  if (scroller === undefined) return
  const horizontal = timeline.orientation === 'horizontal'
  const start = timeline.startScrollOffset ?? 0
  const update = () => {
    const limit = horizontal ? scroller.scrollWidth - scroller.clientWidth : scroller.scrollHeight - scroller.clientHeight
    const end = timeline.endScrollOffset ?? limit
    const at = horizontal ? scroller.scrollLeft : scroller.scrollTop
    const share = end === start ? 0 : Math.min(1, Math.max(0, (at - start) / (end - start)))
    animation.currentTime = share * (timeline.timeRange ?? 0)
  }
  scroller.addEventListener('scroll', update, { passive: true })
  animation.oncancel = () => scroller.removeEventListener('scroll', update)
  update()
}
