import type { Drag, DragClient } from '../components/base'
import { send } from '../core/ipc'
import { addPageDragClient, blockScrollWhileDragging } from '../events/drags'
import { canScroll, type OwnScroller } from '../events/catch-move'
import { up } from '../core/node'
import { truth } from './page-props'
import { pageScroller } from './page-scroll'

/** px of page movement at which letting go refreshes, and where the page rests meanwhile. */
const THRESHOLD = 50
/** A finger drags the page this much of its own way. */
const RESISTANCE = 0.5
const SETTLE_MS = 250

let enabled = false
let refreshing = false
let installed = false
let distance = 0
let dots: HTMLElement | undefined

/** The pull-down part of `setPage`. */
export function setPullDown(props: Record<string, unknown>): void {
  if (props.enablePullDownRefresh !== undefined) {
    enabled = truth(props.enablePullDownRefresh)
    if (enabled) install()
  }
  if (props.backgroundTextStyle !== undefined) {
    document.documentElement.style.setProperty('--pull-dots', props.backgroundTextStyle === 'light' ? '#fff' : '#8a8a8a')
  }
  if (props.refreshing !== undefined) {
    if (props.refreshing) startRefresh()
    else stopRefresh()
  }
}

const client: DragClient = {
  dragClaim(drag: Drag): boolean {
    if (!enabled || refreshing || drag.dy <= 0 || drag.dy < Math.abs(drag.dx) || pageScroller().scrollTop > 0) return false
    for (let at = drag.target as Node | null; at !== null; at = up(at)) {
      const { scroller } = at as unknown as Partial<OwnScroller>
      if (scroller !== undefined && canScroll(scroller, 0, -1)) return false
    }
    return true
  },
  dragMove(drag: Drag): void {
    place(Math.max(0, drag.dy) * RESISTANCE, 0)
  },
  dragEnd(_drag: Drag, cancelled: boolean): void {
    if (!cancelled && distance >= THRESHOLD) {
      startRefresh()
      send('pullDown', 'refresh')
    } else place(0, SETTLE_MS)
  },
}

function install(): void {
  if (installed) return
  installed = true
  addPageDragClient(client)
  blockScrollWhileDragging(document)
}

/** Shows the page in its refreshing state (also for wx.startPullDownRefresh). */
function startRefresh(): void {
  refreshing = true
  place(THRESHOLD, SETTLE_MS)
  indicator().classList.add('playing')
}

function stopRefresh(): void {
  if (!refreshing) return
  refreshing = false
  dots?.classList.remove('playing')
  place(0, SETTLE_MS)
}

function indicator(): HTMLElement {
  if (dots === undefined) {
    dots = document.createElement('wx-pull-down')
    const shadow = dots.attachShadow({ mode: 'open' })
    shadow.innerHTML = MARKUP
    document.body.prepend(dots)
  }
  return dots
}

/** Moves the page down. A margin, not a transform: fixed elements must stay where they are. */
function place(to: number, duration: number): void {
  distance = to
  const strip = indicator()
  strip.style.transition = duration > 0 ? `height ${duration}ms ease-out` : 'none'
  strip.style.height = `${to}px`
}

const MARKUP = `<style>
:host{display:block;height:0;overflow:hidden;position:relative;background:var(--pull-background,transparent)}
div{position:absolute;left:0;right:0;bottom:0;height:50px;display:flex;align-items:center;justify-content:center}
i{width:8px;height:8px;margin:0 4px;border-radius:50%;background:var(--pull-dots,#8a8a8a);opacity:.6}
@keyframes blink{0%,60%,100%{opacity:.3}30%{opacity:1}}
:host(.playing) i{animation:blink 1s infinite}
:host(.playing) i:nth-child(2){animation-delay:.16s}
:host(.playing) i:nth-child(3){animation-delay:.32s}
</style><div><i></i><i></i><i></i></div>`
