import { canonicalName } from '../components/attributes'
import type { PageElement } from './node'

/** One step of `wx.createAnimation(...).export()`. */
interface AnimationStep {
  animates?: { type: string; args: unknown[] }[]
  option?: {
    transformOrigin?: string
    transition?: { duration?: number; timingFunction?: string; delay?: number }
  }
}

interface Running {
  /** Styles written by animations so far; they survive a new inline style from the logic. */
  styles: Record<string, string>
  /** Ends the wait for the running step. */
  cancel?: () => void
}

const running = new WeakMap<PageElement, Running>()

const LENGTH_ARGS = new Set(['translate', 'translate3d', 'translateX', 'translateY', 'translateZ'])
const ANGLE_ARGS = new Set(['rotate', 'rotateX', 'rotateY', 'rotateZ', 'skew', 'skewX', 'skewY'])
const PLAIN_ARGS = new Set(['matrix', 'matrix3d', 'scale', 'scale3d', 'scaleX', 'scaleY', 'scaleZ'])

/** Writes the inline style of a node, keeping what WXS and animations have set. */
export function writeStyle(node: PageElement, css: string): void {
  node.$ownStyle = css
  node.style.cssText = node.$wxsStyle === undefined ? css : `${css};${node.$wxsStyle}`
  const state = running.get(node)
  if (state !== undefined) applyStyles(node, state.styles)
}

/** Plays the value of an `animation` attribute: each step is a transition, one after the other. */
export function exportAnimation(node: PageElement, value: unknown): void {
  const actions = (value as { actions?: AnimationStep[] } | null | undefined)?.actions
  if (!Array.isArray(actions) || actions.length === 0) return
  let state = running.get(node)
  if (state === undefined) {
    state = { styles: {} }
    running.set(node, state)
  }
  state.cancel?.()
  // The node needs a computed style to start from; one that was inserted in this batch has none yet.
  const frame = requestAnimationFrame(() => {
    node.getBoundingClientRect()
    play(node, state, actions, 0)
  })
  state.cancel = () => cancelAnimationFrame(frame)
}

/** CSS of one step, by property. */
export function stepStyles(step: AnimationStep): Record<string, string> {
  const styles: Record<string, string> = {}
  const transforms: string[] = []
  for (const { type, args } of step.animates ?? []) {
    if (type === 'style') styles[canonicalName(String(args[0]))] = String(args[1])
    else if (LENGTH_ARGS.has(type)) transforms.push(`${type}(${args.map(length).join(',')})`)
    else if (ANGLE_ARGS.has(type)) transforms.push(`${type}(${args.map(angle).join(',')})`)
    else if (type === 'rotate3d') transforms.push(`rotate3d(${args.slice(0, 3).join(',')},${angle(args[3])})`)
    else if (PLAIN_ARGS.has(type)) transforms.push(`${type}(${args.join(',')})`)
  }
  if (transforms.length > 0) styles.transform = transforms.join(' ')
  const { transformOrigin } = step.option ?? {}
  if (transformOrigin !== undefined) styles['transform-origin'] = transformOrigin
  return styles
}

function play(node: PageElement, state: Running, actions: readonly AnimationStep[], index: number): void {
  const step = actions[index]
  if (step === undefined) {
    state.cancel = undefined
    return
  }
  const { duration = 400, timingFunction = 'linear', delay = 0 } = step.option?.transition ?? {}
  const styles = stepStyles(step)
  const properties = Object.keys(styles).filter((name) => name !== 'transform-origin')
  styles['transition-property'] = properties.join(',') || 'none'
  styles['transition-duration'] = `${duration}ms`
  styles['transition-timing-function'] = timingFunction
  styles['transition-delay'] = `${delay}ms`
  Object.assign(state.styles, styles)
  applyStyles(node, styles)
  // A step that changes nothing has no transitionend, so the clock ends the step.
  const timer = setTimeout(() => play(node, state, actions, index + 1), duration + delay)
  state.cancel = () => clearTimeout(timer)
}

function applyStyles(node: PageElement, styles: Record<string, string>): void {
  for (const name in styles) node.style.setProperty(name, styles[name] ?? '')
}

function length(value: unknown): string {
  return typeof value === 'number' || /^-?[\d.]+$/.test(String(value)) ? `${String(value)}px` : String(value)
}

function angle(value: unknown): string {
  return typeof value === 'number' || /^-?[\d.]+$/.test(String(value)) ? `${String(value)}deg` : String(value)
}
