import { send } from '../core/ipc'
import { animateScroll } from './scroll-animation'

/** WeChat's default `onReachBottomDistance`, px. */
const REACH_BOTTOM_DISTANCE = 50

let listenScroll = false
let listenReachBottom = true
let reachBottomDistance = REACH_BOTTOM_DISTANCE
/** True while the viewport lies within the distance, so that each entry is told once. */
let atBottom = false
let lastTop = -1
let lastHeight = 0
let frame = 0

/** The element that scrolls the page. */
export function pageScroller(): HTMLElement {
  return (document.scrollingElement ?? document.documentElement) as HTMLElement
}

/** Observers inside the page of its scrolling (page-meta). */
export const pageScrollListeners = new Set<(top: number) => void>()
export const pageResizeListeners = new Set<(width: number, height: number) => void>()

/** Watches scrolling and resizing. */
export function startPage(): void {
  addEventListener('scroll', () => {
    if (frame === 0) frame = requestAnimationFrame(onScroll)
  }, { passive: true })
  let size = `${innerWidth}x${innerHeight}`
  addEventListener('resize', () => {
    // Webviews also tell of sizes that are no news.
    if (size === `${innerWidth}x${innerHeight}`) return
    size = `${innerWidth}x${innerHeight}`
    send('resize', innerWidth, innerHeight)
    for (const listener of pageResizeListeners) listener(innerWidth, innerHeight)
  })
}

/** The scroll part of `setPage`. */
export function setScrollOptions(props: Record<string, unknown>): void {
  if (props.listenScroll !== undefined) listenScroll = Boolean(props.listenScroll)
  if (props.listenReachBottom !== undefined) listenReachBottom = Boolean(props.listenReachBottom)
  if (props.onReachBottomDistance !== undefined) {
    const distance = Number(props.onReachBottomDistance)
    reachBottomDistance = Number.isFinite(distance) && props.onReachBottomDistance !== null ? distance : REACH_BOTTOM_DISTANCE
  }
}

/** wx.pageScrollTo: px, ms. */
export function scrollPage(top: number, duration: number): void {
  animateScroll(pageScroller(), undefined, top, duration)
}

function onScroll(): void {
  frame = 0
  const scroller = pageScroller()
  const top = Math.max(0, scroller.scrollTop)
  if (top !== lastTop) {
    const down = top > lastTop
    lastTop = top
    if (listenScroll) send('scroll', top)
    for (const listener of pageScrollListeners) listener(top)
    // New content makes a new bottom.
    if (scroller.scrollHeight !== lastHeight) atBottom = false
    lastHeight = scroller.scrollHeight
    const near = top + innerHeight >= scroller.scrollHeight - reachBottomDistance
    if (near && !atBottom && down && listenReachBottom) send('reachBottom')
    atBottom = near
  }
}
