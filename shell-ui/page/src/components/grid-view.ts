import { any, number, oneOf } from './attributes'
import { WxElement } from './base'

/** `<grid-view>` of a `type="list"` scroll-view: columns of equal width, or columns of uneven boxes. */
export class GridView extends WxElement {
  static override attrs = {
    type: oneOf(['aligned', 'masonry']),
    'cross-axis-count': number(2),
    'max-cross-axis-extent': number(0),
    'main-axis-gap': number(0),
    'cross-axis-gap': number(0),
    padding: any(),
  }

  protected override attrChanged(): void {
    this.styleChanged()
  }

  protected override connected(): void {
    this.styleChanged()
  }

  protected override styleChanged(): void {
    const { style } = this
    const masonry = this.str('type') === 'masonry'
    const extent = this.num('max-cross-axis-extent')
    const count = Math.max(1, this.num('cross-axis-count'))
    style.display = masonry ? 'block' : 'grid'
    style.columnCount = masonry ? String(count) : ''
    style.columnGap = `${this.num('cross-axis-gap')}px`
    style.rowGap = `${this.num('main-axis-gap')}px`
    style.gridTemplateColumns = extent > 0 ? `repeat(auto-fill, minmax(min(100%, ${extent}px), 1fr))` : `repeat(${count}, minmax(0, 1fr))`
    const padding = this.get('padding')
    if (Array.isArray(padding)) style.padding = padding.map((side) => `${Number(side)}px`).join(' ')
  }
}
