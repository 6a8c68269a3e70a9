import type { PageElement } from '../core/node'
import { isHeard, raise } from './raise'

const TYPES = ['transitionend', 'animationstart', 'animationiteration', 'animationend'] as const

/** Forwards the ends of CSS transitions and animations of nodes the logic knows. */
export function startCssEvents(): void {
  for (const type of TYPES) document.addEventListener(type, forward, true)
}

function forward(event: Event): void {
  const node = event.target as PageElement
  if (node.$id === undefined || !isHeard(node, event.type)) return
  const { elapsedTime } = event as TransitionEvent | AnimationEvent
  const detail: Record<string, string | number> = { elapsedTime }
  if (event instanceof TransitionEvent) detail.propertyName = event.propertyName
  else detail.animationName = (event as AnimationEvent).animationName
  raise(node, event.type, detail)
}
