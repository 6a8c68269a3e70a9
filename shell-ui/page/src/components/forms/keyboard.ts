/**
 * Height of the on-screen keyboard, from the part of the layout viewport that the visual viewport no longer
 * shows. Hosts that resize the webview instead give 0, and the page is laid out above the keyboard anyway.
 */
type Listener = (height: number) => void

const listeners = new Set<Listener>()
let height = 0

export function keyboardHeight(): number {
  return height
}

function measure(): void {
  const view = window.visualViewport
  if (view === null || view === undefined) return
  // A pinch zoom shrinks the visual viewport too; rounding errors are no keyboard.
  const covered = Math.round(innerHeight - view.height * view.scale)
  const next = covered > 60 ? covered : 0
  if (next === height) return
  height = next
  for (const listener of listeners) listener(next)
}

/** Follows the keyboard until the returned function is called. */
export function followKeyboard(listener: Listener): () => void {
  if (listeners.size === 0) window.visualViewport?.addEventListener('resize', measure)
  listeners.add(listener)
  measure()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.visualViewport?.removeEventListener('resize', measure)
  }
}
