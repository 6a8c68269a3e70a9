import type { WxElement } from './base'

/**
 * The indicator of a swiper. It lives in the light DOM, as the first child, under WeChat's own class
 * names: style sheets of real mini-programs restyle `.wx-swiper-dot`. Operations never see the first
 * child of a swiper, since they insert before their own nodes or at the end.
 */
export class SwiperDots {
  private box: HTMLElement | undefined

  constructor(private readonly swiper: WxElement) {}

  draw(count: number, current: number, shown: number): void {
    if (!this.swiper.bool('indicator-dots')) {
      this.box?.remove()
      this.box = undefined
      return
    }
    this.box ??= this.create()
    const axis = this.swiper.bool('vertical') ? 'vertical' : 'horizontal'
    this.box.className = `wx-swiper-dots wx-swiper-dots-${axis}`
    while (this.box.childElementCount > count) this.box.lastElementChild?.remove()
    while (this.box.childElementCount < count) this.box.append(document.createElement('div'))
    const color = this.swiper.str('indicator-color')
    const active = this.swiper.str('indicator-active-color')
    Array.from(this.box.children).forEach((dot, index) => {
      const on = index >= current ? index < current + shown : current + shown > count && index < (current + shown) % count
      dot.className = on ? 'wx-swiper-dot wx-swiper-dot-active' : 'wx-swiper-dot'
      // As custom properties, so that any style sheet of the mini-program beats them.
      ;(dot as HTMLElement).style.setProperty('--dot', on ? active : color)
    })
  }

  private create(): HTMLElement {
    const box = document.createElement('div')
    box.slot = 'dots'
    this.swiper.prepend(box)
    return box
  }
}
