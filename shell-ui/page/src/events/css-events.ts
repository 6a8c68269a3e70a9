import { pageTime, send } from '../core/ipc'
import { chainListens } from '../core/listeners'
import type { PageElement } from '../core/node'

const TYPES = ['transitionend', 'animationstart', 'animationiteration', 'animationend'] as const

/** Forwards the ends of CSS transitions and animations of nodes the logic knows. */
export function startCssEvents(): void {
  for (const type of TYPES) document.addEventListener(type, forward, true)
}

function forward(event: Event): void {
  const node = event.target as PageElement
  if (node.$id === undefined || !chainListens(node, event.type)) return
  const { elapsedTime } = event as TransitionEvent | AnimationEvent
  const detail: Record<string, string | number> = { elapsedTime }
  if (event instanceof TransitionEvent) detail.propertyName = event.propertyName
  else detail.animationName = (event as AnimationEvent).animationName
  send('event', node.$id, event.type, detail, { t: pageTime() })
}
