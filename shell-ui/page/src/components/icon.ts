import { string } from './attributes'
import { WxElement } from './base'

interface Drawing {
  color: string
  /** Paths in a box of 24 units. */
  path: string
}

const CIRCLE = 'M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21z'
const RING = `${CIRCLE}m0 1.4a9.1 9.1 0 1 1 0 18.2 9.1 9.1 0 0 1 0-18.2z`
const TICK = 'M10.6 16.6 6.2 12.2l1.3-1.3 3.1 3.1 6.3-6.3 1.3 1.3z'
const BANG = 'M11 6h2l-.25 7.5h-1.5zM12 15.2a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z'
const CROSS = 'M12 10.6l3.9-3.9 1.4 1.4-3.9 3.9 3.9 3.9-1.4 1.4-3.9-3.9-3.9 3.9-1.4-1.4 3.9-3.9-3.9-3.9 1.4-1.4z'

/** Drawn with the even-odd rule, so that a mark inside a disc is a hole. */
const DRAWINGS: Record<string, Drawing> = {
  success: { color: '#09BB07', path: CIRCLE + TICK },
  success_no_circle: { color: '#09BB07', path: 'M9.3 18.7 2.6 12l1.5-1.5 5.2 5.2L19.9 5.1l1.5 1.5z' },
  success_circle: { color: '#09BB07', path: RING + TICK },
  info: { color: '#10AEFF', path: `${CIRCLE}M11 10.2h2V18h-2zM12 6a1.3 1.3 0 1 1 0 2.6A1.3 1.3 0 0 1 12 6z` },
  info_circle: { color: '#10AEFF', path: `${RING}M11.2 10.2h1.6V18h-1.6zM12 6.3a1.1 1.1 0 1 1 0 2.2 1.1 1.1 0 0 1 0-2.2z` },
  warn: { color: '#F76260', path: CIRCLE + BANG },
  waiting: { color: '#10AEFF', path: `${CIRCLE}M11 6h1.7v6.3l3.8 3.8-1.2 1.2L11 13z` },
  waiting_circle: { color: '#10AEFF', path: `${RING}M11.3 6h1.4v6.3l3.6 3.6-1 1-4-4z` },
  cancel: { color: '#F43530', path: RING + CROSS },
  clear: { color: '#B2B2B2', path: CIRCLE + CROSS },
  download: { color: '#09BB07', path: `${RING}M11.2 6h1.6v7.6l2.5-2.5 1.1 1.1-4.4 4.4-4.4-4.4 1.1-1.1 2.5 2.5zM7.5 17.2h9v1.5h-9z` },
  search: { color: '#B2B2B2', path: 'M10.3 3a7.3 7.3 0 1 1 0 14.6 7.3 7.3 0 0 1 0-14.6zm0 1.6a5.7 5.7 0 1 0 0 11.4 5.7 5.7 0 0 0 0-11.4zM15.5 14.3l5.6 5.6-1.2 1.2-5.6-5.6z' },
  circle: { color: '#C9C9C9', path: RING },
}

const SVG = 'http://www.w3.org/2000/svg'

/** `<icon>` */
export class Icon extends WxElement {
  static override attrs = { type: string(), size: string('23'), color: string() }

  private svg: SVGSVGElement | undefined

  protected override attrChanged(): void {
    this.invalidate()
  }

  protected override connected(): void {
    this.invalidate()
  }

  override update(): void {
    const size = this.str('size')
    const length = /^[\d.]+$/.test(size) ? `${size}px` : size
    const drawing = DRAWINGS[this.str('type')]
    if (this.svg === undefined) {
      this.svg = document.createElementNS(SVG, 'svg')
      this.svg.setAttribute('viewBox', '0 0 24 24')
      this.svg.style.display = 'block'
      this.svg.append(document.createElementNS(SVG, 'path'))
      this.attachShadow({ mode: 'open' }).append(this.svg)
    }
    this.svg.style.width = length
    this.svg.style.height = length
    const path = this.svg.firstElementChild as SVGPathElement
    path.setAttribute('fill-rule', 'evenodd')
    path.setAttribute('d', drawing?.path ?? '')
    path.style.fill = this.str('color') || drawing?.color || ''
  }
}
