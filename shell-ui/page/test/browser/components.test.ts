// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { Builder } from './demo'

describe.skipIf(missingBrowser !== '')('components', () => {
  let lab: PageLab
  let page: LabPage
  let b: Builder
  beforeAll(async () => {
    lab = await PageLab.start()
  })
  afterAll(() => lab?.stop())
  beforeEach(async () => {
    page = await lab.open({}, true)
    b = new Builder()
  })
  afterEach(async () => {
    expect(await page.sent('error')).toEqual([])
    await page.close()
  })

  describe('image', () => {
    it('has its default size and tells the size of the picture', async () => {
      b.add(1, 'image', { src: '/200x100.svg' }, 'load')
      await page.apply(...b.ops)
      expect(await page.event('load')).toEqual({ width: 200, height: 100 })
      expect(await page.box('wx-image')).toMatchObject({ width: 320, height: 240 })
    })

    it('follows the picture with widthFix and heightFix', async () => {
      b.add(1, 'image', { src: '/200x100.svg', mode: 'widthFix', style: 'width:300px;display:block' }, 'load')
      b.add(1, 'image', { src: '/200x100.svg', mode: 'heightFix', style: 'height:80px;display:block', class: 'tall' }, 'load')
      await page.apply(...b.ops)
      await page.page.waitForFunction(() => (window as unknown as { sent: unknown[][] }).sent.filter((m) => m[2] === 'load').length === 2)
      expect(await page.box('wx-image')).toMatchObject({ width: 300, height: 150 })
      expect(await page.box('.tall')).toMatchObject({ width: 160, height: 80 })
      await page.apply(op('setStyle', 2, 'width:100px;display:block'))
      expect(await page.box('wx-image')).toMatchObject({ width: 100, height: 50 })
      await page.apply(op('setAttr', 2, 'mode', 'aspectFit'))
      expect(await page.box('wx-image')).toMatchObject({ width: 100, height: 240 })
    })

    it('maps every mode to a fit and a position', async () => {
      const expected = {
        scaleToFill: 'fill 50% 50%',
        aspectFit: 'contain 50% 50%',
        aspectFill: 'cover 50% 50%',
        top: 'none 50% 0%',
        bottom: 'none 50% 100%',
        center: 'none 50% 50%',
        left: 'none 0% 50%',
        right: 'none 100% 50%',
        'top left': 'none 0% 0%',
        'top right': 'none 100% 0%',
        'bottom left': 'none 0% 100%',
        'bottom right': 'none 100% 100%',
      }
      for (const mode of Object.keys(expected)) b.add(1, 'image', { mode, src: '/20x20.svg' })
      await page.apply(...b.ops)
      const seen = await page.page.evaluate(() =>
        Object.fromEntries(
          [...document.querySelectorAll('wx-image')].map((image) => {
            const style = getComputedStyle(image.shadowRoot?.querySelector('img') as Element)
            return [image.getAttribute('mode'), `${style.objectFit} ${style.objectPosition}`]
          }),
        ),
      )
      expect(seen).toEqual(expected)
    })

    it('tells a picture that is not there', async () => {
      b.add(1, 'image', { src: '/missing.png' }, 'error')
      await page.apply(...b.ops)
      expect(await page.event('error')).toEqual({ errMsg: 'GET /missing.png failed' })
    })

    it('loads a lazy picture when it comes near', async () => {
      b.add(1, 'view', { style: 'height:6000px' })
      b.add(1, 'image', { src: '/200x100.svg', 'lazy-load': true }, 'load')
      await page.apply(...b.ops)
      await page.frames()
      expect(await page.sent('event', 'load')).toEqual([])
      await page.apply(op('scrollPage', 5000, 0))
      await page.event('load')
    })
  })

  describe('scroll-view', () => {
    const scroller = (attrs: Record<string, unknown>, ...events: string[]) => {
      const id = b.add(1, 'scroll-view', { 'scroll-y': true, style: 'height:200px', ...attrs }, ...events)
      for (let i = 0; i < 10; i += 1) b.add(id, 'view', { id: `row${i}`, style: 'height:100px' })
      return id
    }
    const top = () => page.page.evaluate(() => document.querySelector('wx-scroll-view')?.shadowRoot?.querySelector('.main')?.scrollTop)

    it('scrolls to a position and into view', async () => {
      const id = scroller({ 'scroll-top': 150 })
      await page.apply(...b.ops)
      expect(await top()).toBe(150)
      await page.apply(op('setAttr', id, 'scroll-into-view', 'row4'))
      expect(await top()).toBe(400)
      await page.apply(op('setAttr', id, 'scroll-top', 150))
      expect(await top()).toBe(150)
    })

    it('tells its edges once per entry, with thresholds', async () => {
      const id = scroller({ 'lower-threshold': 100, 'upper-threshold': 20 }, 'scroll', 'scrolltolower', 'scrolltoupper')
      await page.apply(...b.ops)
      await page.apply(op('setAttr', id, 'scroll-top', 690))
      expect(await page.event('scroll')).toEqual({ scrollLeft: 0, scrollTop: 690, scrollHeight: 1000, scrollWidth: 375, deltaX: 0, deltaY: -690 })
      expect(await page.sent('event', 'scrolltolower')).toEqual([])
      await page.apply(op('setAttr', id, 'scroll-top', 700))
      expect(await page.event('scrolltolower')).toEqual({ direction: 'bottom' })
      await page.apply(op('setAttr', id, 'scroll-top', 760))
      expect(await page.sent('event', 'scrolltolower')).toHaveLength(1)
      await page.apply(op('setAttr', id, 'scroll-top', 15))
      expect(await page.event('scrolltoupper')).toEqual({ direction: 'top' })
    })

    it('has its own refresher', async () => {
      const id = scroller({ 'refresher-enabled': true }, 'refresherrefresh', 'refresherabort', 'refresherrestore', 'refresherpulling')
      await page.apply(...b.ops)
      await page.swipe([[50, 20], [50, 50], [50, 80]])
      await page.event('refresherabort')
      await page.swipe([[50, 20], [50, 60], [50, 150]])
      await page.event('refresherrefresh')
      await page.apply(op('setAttr', id, 'refresher-triggered', false))
      await page.event('refresherrestore')
    })

    it('scrolls within a maximal height, and as an item of a flex box', async () => {
      const inner = () =>
        page.page.evaluate(() =>
          [...document.querySelectorAll('wx-scroll-view')].map((view) => {
            const main = view.shadowRoot?.querySelector('.main') as HTMLElement
            return [view.clientHeight, main.clientHeight, main.scrollHeight]
          }),
        )
      scroller({ style: 'max-height:120px' })
      const column = b.add(1, 'view', { style: 'display:flex;flex-direction:column;height:300px' })
      b.add(column, 'view', { style: 'height:50px' })
      const flexed = b.add(column, 'scroll-view', { 'scroll-y': true, style: 'flex:1;min-height:0' })
      b.add(flexed, 'view', { style: 'height:900px' })
      await page.apply(...b.ops)
      expect(await inner()).toEqual([
        [120, 120, 1000],
        [250, 250, 900],
      ])
    })

    it('lays its children out in a row with enable-flex or inline blocks', async () => {
      const flex = b.add(1, 'scroll-view', { 'scroll-x': true, 'enable-flex': true, style: 'height:60px;display:flex;flex-direction:row' })
      for (let i = 0; i < 4; i += 1) b.add(flex, 'view', { class: `f${i}`, style: 'flex:none;width:200px;height:50px' })
      const line = b.add(1, 'scroll-view', { 'scroll-x': true, style: 'white-space:nowrap;height:60px' })
      for (let i = 0; i < 4; i += 1) b.add(line, 'view', { class: `l${i}`, style: 'display:inline-block;width:200px;height:50px' })
      await page.apply(...b.ops)
      expect(await page.box('.f2')).toMatchObject({ x: 400, y: 0 })
      expect((await page.box('.l2')).x).toBe(400)
      expect((await page.box('.l2')).y).toBe((await page.box('.l0')).y)
    })

    it('answers its methods', async () => {
      const id = scroller({})
      await page.apply(...b.ops, op('call', id, 'scrollTo', { top: 300, animated: false }, 3))
      expect(await page.message('reply')).toEqual(['reply', 3, null, ''])
      expect(await top()).toBe(300)
    })
  })

  describe('swiper', () => {
    const swiper = (attrs: Record<string, unknown> = {}, count = 3) => {
      const id = b.add(1, 'swiper', { duration: 30, ...attrs }, 'change', 'animationfinish', 'transition')
      for (let i = 0; i < count; i += 1) b.add(id, 'swiper-item', { 'item-id': `item${i}`, class: `i${i}` })
      return id
    }

    it('lays out items side by side, and turns by the finger', async () => {
      swiper()
      await page.apply(...b.ops)
      expect(await page.box('.i1')).toEqual({ x: 375, y: 0, width: 375, height: 150 })
      await page.swipe([[300, 75], [200, 75], [60, 75]])
      expect(await page.event('change')).toEqual({ current: 1, currentItemId: 'item1', source: 'touch' })
      expect(await page.event('animationfinish')).toEqual({ current: 1, currentItemId: 'item1', source: 'touch' })
      expect(await page.box('.i1')).toMatchObject({ x: 0 })
      expect((await page.sent('event', 'transition')).length).toBeGreaterThan(0)
      expect(await page.sent('event', 'tap')).toEqual([])
    })

    it('turns by `current`, and goes round only when circular', async () => {
      const id = swiper({ circular: true })
      await page.apply(...b.ops)
      expect(await page.box('.i2')).toMatchObject({ x: -375 })
      await page.swipe([[60, 75], [200, 75], [320, 75]])
      expect(await page.event('change')).toMatchObject({ current: 2, source: 'touch' })
      await page.event('animationfinish')
      await page.forget()
      await page.apply(op('setAttr', id, 'current', 1))
      expect(await page.event('change')).toEqual({ current: 1, currentItemId: 'item1', source: '' })
      await page.event('animationfinish')
      await page.apply(op('setAttr', id, 'circular', false), op('setAttr', id, 'current', 0))
      await page.forget()
      await page.swipe([[60, 75], [200, 75], [320, 75]])
      await page.event('animationfinish')
      expect(await page.sent('event', 'change')).toEqual([])
    })

    it('plays by itself', async () => {
      swiper({ autoplay: true, interval: 50 })
      await page.apply(...b.ops)
      expect(await page.event('change')).toMatchObject({ current: 1, source: 'autoplay' })
    })

    it('shows several items, margins and dots', async () => {
      swiper({ 'display-multiple-items': 2, 'previous-margin': '20px', 'next-margin': '55px', 'indicator-dots': true })
      await page.apply(...b.ops)
      expect(await page.box('.i0')).toMatchObject({ x: 20, width: 150 })
      expect(await page.box('.i1')).toMatchObject({ x: 170 })
      expect(await page.page.locator('.wx-swiper-dot').count()).toBe(3)
      expect(await page.page.locator('.wx-swiper-dot-active').count()).toBe(2)
    })

    it('leaves an item with catchtouchmove where it is', async () => {
      const id = b.add(1, 'swiper', {}, 'change')
      b.add(id, 'swiper-item', {}, 'catch:touchmove')
      b.add(id, 'swiper-item', {})
      await page.apply(...b.ops)
      await page.swipe([[300, 75], [200, 75], [60, 75]])
      await page.frames()
      expect(await page.sent('event', 'change')).toEqual([])
    })
  })

  it('moves a movable-view within its area', async () => {
    const area = b.add(1, 'movable-area', { style: 'width:300px;height:200px' })
    b.add(area, 'movable-view', { direction: 'horizontal', x: 10, style: 'width:50px;height:50px' }, 'change')
    await page.apply(...b.ops)
    expect(await page.box('wx-movable-view')).toMatchObject({ x: 10, y: 0 })
    await page.swipe([[30, 20], [100, 30], [160, 60]])
    expect((await page.sent('event', 'change')).at(-1)?.[3]).toEqual({ x: 140, y: 0, source: 'touch' })
    await page.swipe([[160, 20], [250, 20], [370, 20]])
    expect(await page.box('wx-movable-view')).toMatchObject({ x: 250, y: 0 })
  })

  it('draws rich text and drops what is not allowed', async () => {
    const rich = b.add(1, 'rich-text', { nodes: '<p class="a" onclick="x()">A<script>1</script><b>B</b></p><iframe src="x"></iframe><img src="/20x20.svg">' }, 'tap')
    await page.apply(...b.ops)
    expect(await page.page.evaluate(() => document.querySelector('wx-rich-text')?.innerHTML)).toBe('<p class="a">A<b>B</b></p><img src="/_pkg/20x20.svg">')
    await page.apply(op('setAttr', rich, 'nodes', [{ name: 'div', attrs: { style: 'color:red' }, children: [{ type: 'text', text: 'a&lt;b' }] }]))
    expect(await page.page.evaluate(() => document.querySelector('wx-rich-text')?.innerHTML)).toBe('<div style="color: red;">a&lt;b</div>')
    await page.swipe([[5, 10]])
    expect((await page.message('event', 'tap'))[1]).toBe(rich)
  })

  it('keeps nested texts in one run, also in a flex box', async () => {
    b.ops.push(op('addStyle', 0, 'wx-text{display:flex;flex-direction:column}wx-text wx-text{display:inline}'))
    const text = b.add(1, 'text', { class: 'outer', text: 'one ' })
    b.add(text, 'text', { class: 'inner', text: 'two' })
    b.text(text, ' three')
    await page.apply(...b.ops)
    expect((await page.box('.inner')).x).toBeGreaterThan(10)
    expect((await page.box('.outer')).height).toBeLessThan(30)
  })

  it('tells the end of an active progress', async () => {
    b.add(1, 'progress', { percent: 20, active: true, duration: 1, 'show-info': true }, 'activeend')
    await page.apply(...b.ops)
    expect(await page.event('activeend')).toEqual({ curPercent: 20 })
  })

  it('draws the children of a root-portal above the page, and finds their ancestors', async () => {
    const outer = b.add(1, 'view', { style: 'transform:translateX(50px);height:50px' })
    const portal = b.add(outer, 'root-portal')
    const box = b.add(portal, 'view', { id: 'box', style: 'position:fixed;left:0;top:100px;width:100px;height:100px' })
    b.ops.push(op('listen', outer, 'touchstart', 0))
    await page.apply(...b.ops)
    expect(await page.box('#box')).toMatchObject({ x: 0, y: 100 })
    await page.swipe([[50, 150]])
    expect((await page.message('event', 'touchstart'))[1]).toBe(box)
  })

  it('opens and closes a page-container', async () => {
    const sheet = b.add(1, 'page-container', { show: true, duration: 20 }, 'afterenter', 'clickoverlay', 'afterleave')
    b.add(sheet, 'view', { style: 'height:200px' })
    await page.apply(...b.ops)
    await page.event('afterenter')
    await page.swipe([[100, 100]])
    await page.event('clickoverlay')
    await page.event('afterleave')
  })

  it('runs unknown tags and unsupported components harmlessly', async () => {
    b.add(1, 'div', { text: 'inline' })
    b.add(1, 'map', { latitude: 1 })
    b.add(1, 'live-pusher', {})
    b.add(1, 'ad', { 'unit-id': 'x' }, 'error')
    await page.apply(...b.ops)
    expect(await page.event('error')).toMatchObject({ errCode: 1002 })
    expect(await page.box('wx-map')).toMatchObject({ width: 300, height: 150 })
    expect(await page.page.evaluate(() => getComputedStyle(document.querySelector('wx-div') as Element).display)).toBe('inline')
  })
})
