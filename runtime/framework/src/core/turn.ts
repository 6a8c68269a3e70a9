/** One macrotask of the logic: what happens when it ends, and whether it descends from a tap. */

import { reportError } from './errors'
import { flushViews } from './view/page-view'

let before: (() => void)[] = []
let after: (() => void)[] = []
let tapped = false

/** Runs `fn` once, before the operations of this turn are handed to the views. */
export function beforeFlush(fn: () => void): void {
  before.push(fn)
}

/** Runs `fn` once, when they have been. */
export function afterFlush(fn: () => void): void {
  after.push(fn)
}

export function grantTap(): void {
  tapped = true
}

export function tapActive(): boolean {
  return tapped
}

function runAll(callbacks: (() => void)[]): void {
  for (const callback of callbacks) {
    try {
      callback()
    } catch (error) {
      reportError(error, 'the end of the turn')
    }
  }
}

/** Flushes; true if callbacks ran that may have left jobs or more to flush. */
export function endTurn(): boolean {
  if (before.length > 0) {
    const callbacks = before
    before = []
    runAll(callbacks)
    return true
  }
  flushViews()
  if (after.length > 0) {
    const callbacks = after
    after = []
    runAll(callbacks)
    return true
  }
  tapped = false
  return false
}

/** What `ask` needs: the views have everything that was done so far. */
export function flushNow(): void {
  const callbacks = before
  before = []
  runAll(callbacks)
  flushViews()
}
