// A webview that is not shown yet runs no animation frames, but the host waits for the paint before it
// shows the page. 80 ms is past the second frame of a visible 30 Hz display.
const HIDDEN_PAINT_MS = 80

/** Runs `done` once after what is in the document now has been painted. */
export function afterPaint(done: () => void): void {
  let finished = false
  const finish = () => {
    if (finished) return
    finished = true
    clearTimeout(timer)
    done()
  }
  const timer = setTimeout(finish, HIDDEN_PAINT_MS)
  // The frame is painted right after its animation callbacks; a task queued in one runs when it is done.
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = finish
    port2.postMessage(null)
  })
}
