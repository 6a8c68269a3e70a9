import { boolean, string } from './attributes'
import { WxElement } from './base'

/** `<swiper-item>`; its swiper gives it its place. */
export class SwiperItem extends WxElement {
  static override attrs = { 'item-id': string(), 'skip-hidden-item-layout': boolean(false) }

  private at = 0
  private share = 100
  private vertical = false

  /** `at` and `share` are percentages: of the item's own size, and of the frame. */
  placeAt(at: number, share: number, vertical: boolean): void {
    if (at === this.at && share === this.share && vertical === this.vertical && this.style.transform !== '') return
    this.at = at
    this.share = share
    this.vertical = vertical
    this.write()
  }

  protected override styleChanged(): void {
    this.write()
  }

  private write(): void {
    const { style } = this
    style.transform = this.vertical ? `translate(0,${this.at}%) translateZ(0)` : `translate(${this.at}%,0) translateZ(0)`
    style.width = this.vertical ? '100%' : `${this.share}%`
    style.height = this.vertical ? `${this.share}%` : '100%'
  }
}
