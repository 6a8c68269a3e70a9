/**
 * Height of the on-screen keyboard: from the part of the layout viewport that the visual viewport no longer
 * shows, and from the host, where it tells. Hosts that resize the webview instead and tell nothing give 0, and
 * the page is laid out above the keyboard anyway.
 */
type Listener = (height: number, covered: number) => void

/** What the host says. */
interface Told {
  height: number
  /** Height of this document above the keyboard. */
  room: number
}

const listeners = new Set<Listener>()
let told: Told = { height: 0, room: 0 }
let height = 0
let covered = 0

/** From the lower edge of the window. */
export function keyboardHeight(): number {
  return height
}

/** The host tells of the keyboard; all in CSS pixels. */
export function tellKeyboard(height: number, room: number): void {
  told = { height, room }
  measure()
}

function measure(): void {
  const view = window.visualViewport
  // A pinch zoom shrinks the visual viewport too; rounding errors are no keyboard.
  const unseen = view ? Math.round(innerHeight - view.height * view.scale) : 0
  const seen = unseen > 60 ? unseen : 0
  // A webview that the system has made smaller ends above the keyboard already.
  const hidden = told.height > 0 ? Math.max(0, Math.round(innerHeight - told.room)) : 0
  const next = told.height > 0 ? Math.round(told.height) : seen
  const below = Math.max(seen, hidden)
  if (next === height && below === covered) return
  height = next
  covered = below
  for (const listener of listeners) listener(height, covered)
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
