const running = new WeakMap<Element, number>()

/**
 * Scrolls an element within `duration` ms (0: at once). Smooth scrolling of the webview knows no
 * duration, so frames are ours. A touch or another call ends it.
 */
export function animateScroll(
  element: HTMLElement,
  left: number | undefined,
  top: number | undefined,
  duration: number,
  done?: () => void,
): void {
  const previous = running.get(element)
  if (previous !== undefined) cancelAnimationFrame(previous)
  running.delete(element)
  const fromLeft = element.scrollLeft
  const fromTop = element.scrollTop
  const toLeft = left === undefined ? fromLeft : clamp(left, element.scrollWidth - element.clientWidth)
  const toTop = top === undefined ? fromTop : clamp(top, element.scrollHeight - element.clientHeight)
  const place = (share: number) => {
    if (left !== undefined) element.scrollLeft = fromLeft + (toLeft - fromLeft) * share
    if (top !== undefined) element.scrollTop = fromTop + (toTop - fromTop) * share
  }
  if (!(duration > 0) || (toLeft === fromLeft && toTop === fromTop)) {
    place(1)
    done?.()
    return
  }
  const start = performance.now()
  const stop = () => {
    const frame = running.get(element)
    if (frame !== undefined) cancelAnimationFrame(frame)
    running.delete(element)
    element.removeEventListener('touchstart', stop)
    element.removeEventListener('wheel', stop)
  }
  const step = (now: number) => {
    const time = Math.min(1, Math.max(0, (now - start) / duration))
    place(easeInOut(time))
    if (time < 1) running.set(element, requestAnimationFrame(step))
    else {
      stop()
      done?.()
    }
  }
  element.addEventListener('touchstart', stop, { passive: true })
  element.addEventListener('wheel', stop, { passive: true })
  running.set(element, requestAnimationFrame(step))
}

function clamp(value: number, limit: number): number {
  return Math.min(Math.max(0, value), Math.max(0, limit))
}

function easeInOut(time: number): number {
  return time < 0.5 ? 2 * time * time : 1 - (-2 * time + 2) ** 2 / 2
}
