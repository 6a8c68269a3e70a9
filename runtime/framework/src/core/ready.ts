/**
 * The `ready` lifetime: glass-easel leaves it to its environment. Components become ready after the
 * turn in which they were attached has been handed to the view, inner ones before outer ones.
 */

import type * as glassEasel from 'glass-easel'
import { post } from './timers'

type Component = glassEasel.GeneralComponent

let queue: { component: Component; depth: number }[] = []
let scheduled = false
let after: (() => void)[] = []

/** Called in the order of attaching: outer components first. */
export function queueReady(component: Component): void {
  queue.push({ component, depth: depthOf(component) })
  schedule()
}

/** Runs `fn` after the components that wait now have become ready. */
export function afterReady(fn: () => void): void {
  after.push(fn)
  schedule()
}

function schedule(): void {
  if (scheduled) return
  scheduled = true
  post(run)
}

function run(): void {
  scheduled = false
  const ready = queue
  const callbacks = after
  queue = []
  after = []
  const open: typeof ready = []
  const close = (depth: number): void => {
    let last = open[open.length - 1]
    while (last !== undefined && last.depth >= depth) {
      open.pop()
      last.component.triggerLifetime('ready', [])
      last = open[open.length - 1]
    }
  }
  for (const entry of ready) {
    close(entry.depth)
    open.push(entry)
  }
  close(0)
  for (const callback of callbacks) callback()
}

function depthOf(component: Component): number {
  let depth = 0
  let node: glassEasel.Element | null = component
  while (node !== null) {
    depth += 1
    const parent: glassEasel.Element | null = node.parentNode
    node = parent ?? (node.asShadowRoot()?.getHostNode() as glassEasel.Element | undefined) ?? null
  }
  return depth
}
