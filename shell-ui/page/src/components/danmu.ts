/** One comment that flies over a video: `time` is the second it starts at. */
export interface DanmuItem {
  text: string
  color?: string
  time?: number
}

const LINES = 4
const LINE_HEIGHT = 24
const FLIGHT_MS = 6000

/** Comments over a video, flying from right to left. */
export class Danmu {
  private list: DanmuItem[] = []
  private last = 0
  private line = 0

  constructor(private readonly layer: HTMLElement) {}

  setList(value: unknown): void {
    this.list = Array.isArray(value) ? (value as DanmuItem[]) : []
  }

  /** Shows what lies between the previous time and this one, in seconds. */
  advance(time: number): void {
    for (const item of this.list) {
      const at = Number(item.time ?? 0)
      if (at > this.last && at <= time) this.show(item)
    }
    this.last = time
  }

  show(item: DanmuItem): void {
    const text = document.createElement('span')
    text.textContent = String(item.text ?? '')
    text.style.cssText = `position:absolute;left:100%;white-space:nowrap;font-size:16px;text-shadow:0 0 2px #000;top:${8 + this.line * LINE_HEIGHT}px`
    text.style.color = item.color ?? '#fff'
    this.line = (this.line + 1) % LINES
    this.layer.append(text)
    const way = this.layer.clientWidth + text.offsetWidth
    const flight = text.animate([{ transform: 'none' }, { transform: `translateX(${-way}px)` }], FLIGHT_MS)
    flight.onfinish = () => text.remove()
  }
}
