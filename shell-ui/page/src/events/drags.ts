import { type Drag, type DragClient, type PinchClient, WxElement } from '../components/base'
import { catches } from '../core/listeners'
import { type PageElement, up } from '../core/node'

/** px a finger moves before the drag is given to somebody. */
const SLOP = 6
/** Velocity is taken over the moves of this last stretch, ms. */
const VELOCITY_WINDOW = 100

interface Sample {
  time: number
  x: number
  y: number
}

/** One finger's way, measured. */
class Track implements Drag {
  x: number
  y: number
  private readonly samples: Sample[] = []

  constructor(
    readonly target: PageElement,
    readonly startX: number,
    readonly startY: number,
    readonly mouse: boolean,
  ) {
    this.x = startX
    this.y = startY
    this.sample()
  }

  get dx(): number {
    return this.x - this.startX
  }

  get dy(): number {
    return this.y - this.startY
  }

  get vx(): number {
    return this.velocity((sample) => sample.x)
  }

  get vy(): number {
    return this.velocity((sample) => sample.y)
  }

  move(x: number, y: number): void {
    this.x = x
    this.y = y
    this.sample()
  }

  private sample(): void {
    const time = performance.now()
    this.samples.push({ time, x: this.x, y: this.y })
    while (this.samples.length > 2 && time - (this.samples[0] as Sample).time > VELOCITY_WINDOW) this.samples.shift()
  }

  private velocity(axis: (sample: Sample) => number): number {
    const first = this.samples[0] as Sample
    const last = this.samples[this.samples.length - 1] as Sample
    const elapsed = Math.max(performance.now(), last.time) - first.time
    return elapsed <= 0 || performance.now() - last.time > VELOCITY_WINDOW ? 0 : (axis(last) - axis(first)) / elapsed
  }
}

let track: Track | undefined
/** Who may take the drag, from the touched node outwards. */
let candidates: { client: DragClient; element: PageElement | null }[] = []
let owner: DragClient | undefined
let decided = false
let pinch: { client: PinchClient; distance: number } | undefined
const pageClients: DragClient[] = []

/** Adds a client for drags that no component claims (pull-down refresh). */
export function addPageDragClient(client: DragClient): void {
  pageClients.push(client)
}

/** True while a component or the page is being dragged. */
export function isDragging(): boolean {
  return owner !== undefined
}

export function beginDrag(target: PageElement | null, x: number, y: number, mouse: boolean): void {
  candidates = []
  owner = undefined
  decided = false
  track = undefined
  if (target === null) return
  track = new Track(target, x, y, mouse)
  let caught = false
  for (let at: PageElement | null = target; at !== null && !caught; at = up(at)) {
    if (at instanceof WxElement && at.drag !== undefined) candidates.push({ client: at.drag, element: at })
    // A catchtouchmove keeps the drag from whoever lies further out: the usual way to lock a swiper.
    caught = catches(at, 'touchmove')
  }
  if (!caught) candidates.push(...pageClients.map((client) => ({ client, element: null })))
  for (const { client } of candidates) client.dragBegin?.(track)
}

/** Returns true once the drag belongs to somebody, which ends any tap. */
export function moveDrag(x: number, y: number): boolean {
  if (track === undefined) return false
  track.move(x, y)
  if (!decided && Math.hypot(track.dx, track.dy) >= SLOP) {
    decided = true
    const drag = track
    owner = candidates.find(({ client }) => client.dragClaim(drag))?.client
  }
  owner?.dragMove(track)
  return owner !== undefined
}

/** WXS stopped the move at `node`: nobody further out gets the drag. */
export function limitDrag(node: PageElement): void {
  if (!decided) candidates = candidates.filter(({ element }) => element !== null && node.contains(element))
}

export function endDrag(cancelled: boolean): void {
  if (track !== undefined) owner?.dragEnd(track, cancelled)
  owner = undefined
  track = undefined
  candidates = []
}

export function beginPinch(target: PageElement | null, distance: number): void {
  endDrag(true)
  for (let at = target; at !== null; at = up(at)) {
    if (at instanceof WxElement && at.pinch !== undefined) {
      pinch = { client: at.pinch, distance: Math.max(distance, 1) }
      return
    }
  }
}

export function movePinch(distance: number): void {
  pinch?.client.pinchMove(distance / pinch.distance)
}

export function endPinch(): void {
  pinch?.client.pinchEnd()
  pinch = undefined
}

/** Keeps the webview from scrolling while one of our drags runs (passive listeners cannot). */
export function blockScrollWhileDragging(element: HTMLElement | Document): void {
  element.addEventListener(
    'touchmove',
    (event) => {
      if (owner !== undefined && event.cancelable) event.preventDefault()
    },
    { passive: false },
  )
}
