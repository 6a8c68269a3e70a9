import { startCssEvents } from './css-events'
import { startTouch } from './touch'

/** Starts listening to the document. */
export function startEvents(): void {
  startTouch()
  startCssEvents()
  // The long-press menu of the webview would cover the mini-program's own reaction.
  document.addEventListener('contextmenu', (event) => {
    // Held keys are for developers who look for the inspector.
    if (event.ctrlKey || event.shiftKey) return
    const target = event.target as Element
    if (target.closest('input,textarea,[contenteditable],[user-select],[selectable],iframe') === null) event.preventDefault()
  })
  document.addEventListener('dragstart', (event) => event.preventDefault())
}
