import { WxElement } from '../components/base'
import { type PageElement, up } from '../core/node'

interface Hovering {
  element: WxElement
  shown: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

let current: Hovering[] = []
let touching = false

/** Shows the pressed state of what lies under the finger, from the touched node outwards. */
export function beginHover(target: PageElement | null): void {
  cancelHover()
  touching = true
  for (let at = target; at !== null; at = up(at)) {
    if (!(at instanceof WxElement)) continue
    const hoverClass = at.get('hover-class')
    if (typeof hoverClass !== 'string' || hoverClass === '' || hoverClass === 'none' || at.isDisabled) continue
    const hovering: Hovering = { element: at, shown: false, timer: undefined }
    hovering.timer = setTimeout(() => show(hovering, hoverClass), at.num('hover-start-time'))
    current.push(hovering)
    if (at.bool('hover-stop-propagation')) break
  }
}

/** The finger went up: a short tap still shows the state for its stay time. */
export function endHover(): void {
  touching = false
  const ending = current
  current = []
  for (const hovering of ending) if (hovering.shown) stay(hovering)
}

/** The finger moved away or scrolled. */
export function cancelHover(): void {
  touching = false
  for (const hovering of current) {
    clearTimeout(hovering.timer)
    if (hovering.shown) hovering.element.setExtraClass('')
  }
  current = []
}

function show(hovering: Hovering, hoverClass: string): void {
  hovering.shown = true
  hovering.element.setExtraClass(hoverClass)
  if (!touching || !current.includes(hovering)) stay(hovering)
}

function stay(hovering: Hovering): void {
  hovering.timer = setTimeout(() => {
    const pressedAgain = current.some((other) => other.element === hovering.element && other.shown)
    if (!pressedAgain) hovering.element.setExtraClass('')
  }, hovering.element.num('hover-stay-time'))
}
