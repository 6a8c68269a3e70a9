// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { Builder } from './demo'

describe.skipIf(missingBrowser !== '')('events', () => {
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
  const events = async (type: string) => page.sent('event', type)

  it('sends taps with page coordinates, offsets and touches', async () => {
    b.add(1, 'view', { style: 'height:30px' })
    const outer = b.add(1, 'view', { style: 'padding:10px' }, 'tap')
    const inner = b.add(outer, 'view', { style: 'height:50px;width:100px' })
    await page.apply(...b.ops)
    await page.swipe([[20, 50]])
    const [, id, , detail, extra] = await page.message('event', 'tap')
    expect(id).toBe(inner)
    expect(detail).toEqual({ x: 20, y: 50 })
    expect(extra).toMatchObject({
      touches: [{ identifier: 0, pageX: 20, pageY: 50, clientX: 20, clientY: 50 }],
      offsets: { [inner]: [10, 40], [outer]: [0, 30] },
    })
  })

  it('sends no tap after a move, and touch events only where somebody listens', async () => {
    b.add(1, 'view', { style: 'height:200px' })
    const watched = b.add(1, 'view', { style: 'height:200px' }, 'touchstart', 'touchmove', 'touchend')
    await page.apply(...b.ops)
    await page.swipe([[50, 50], [90, 50], [150, 50]])
    expect(await page.sent('event')).toEqual([])
    await page.swipe([[50, 250], [90, 250], [150, 250]])
    const types = (await page.sent('event')).map(([, id, type]) => [id, type])
    expect(types).toEqual([[watched, 'touchstart'], [watched, 'touchmove'], [watched, 'touchmove'], [watched, 'touchend']])
  })

  it('takes a handled long press instead of the tap', async () => {
    const held = b.add(1, 'view', { style: 'height:100px' }, 'longpress', 'tap')
    await page.apply(...b.ops)
    await page.touch('touchStart', [{ x: 50, y: 50 }])
    expect((await page.message('event', 'longpress'))[1]).toBe(held)
    await page.touch('touchEnd', [])
    await page.frames()
    expect(await events('tap')).toEqual([])
  })

  it('still taps after a long press that nobody handles', async () => {
    b.add(1, 'view', { style: 'height:100px' }, 'longtap')
    await page.apply(...b.ops)
    await page.touch('touchStart', [{ x: 50, y: 50 }])
    await page.message('event', 'longtap')
    await page.touch('touchEnd', [])
    await page.message('event', 'tap')
    expect(await events('longpress')).toEqual([])
  })

  it('shows and takes away the hover class', async () => {
    b.add(1, 'view', { style: 'height:100px', class: 'own', 'hover-class': 'pressed', 'hover-start-time': 0, 'hover-stay-time': 0 })
    await page.apply(...b.ops)
    await page.touch('touchStart', [{ x: 50, y: 50 }])
    await page.page.waitForSelector('wx-view.own.pressed')
    // A class from the logic meanwhile keeps the pressed state.
    await page.apply(op('setClass', 2, 'own other'))
    await page.page.waitForSelector('wx-view.other.pressed')
    await page.touch('touchEnd', [])
    await page.page.waitForSelector('wx-view.own.other:not(.pressed)')
  })

  it('stops the hover state at hover-stop-propagation', async () => {
    const hover = { 'hover-class': 'pressed', 'hover-start-time': 0 }
    const outer = b.add(1, 'view', { id: 'outer', ...hover })
    b.add(outer, 'view', { id: 'inner', style: 'height:100px', ...hover, 'hover-stop-propagation': true })
    await page.apply(...b.ops)
    await page.touch('touchStart', [{ x: 50, y: 50 }])
    await page.page.waitForSelector('#inner.pressed')
    expect(await page.page.locator('#outer.pressed').count()).toBe(0)
    await page.touch('touchEnd', [])
  })

  it('keeps taps from disabled buttons, and acts on open-type', async () => {
    b.add(1, 'button', { disabled: true, text: 'off' }, 'tap')
    const share = b.add(1, 'button', { 'open-type': 'share', text: 'share' }, 'tap')
    await page.apply(...b.ops)
    await page.swipe([[100, 20]])
    await page.frames()
    expect(await events('tap')).toEqual([])
    await page.swipe([[100, 70]])
    expect(await page.message('openType')).toEqual(['openType', share, 'share', { id: '' }])
  })

  it('routes by navigator, unless a tap inside is caught', async () => {
    const link = b.add(1, 'navigator', { url: '/pages/b/b?x=1', 'open-type': 'redirect' })
    b.add(link, 'view', { style: 'height:50px' })
    b.add(link, 'view', { style: 'height:50px' }, 'catch:tap')
    await page.apply(...b.ops)
    await page.swipe([[50, 75]])
    await page.message('event', 'tap')
    expect(await page.sent('navigate')).toEqual([])
    await page.swipe([[50, 25]])
    expect(await page.message('navigate')).toEqual([
      'navigate',
      link,
      { openType: 'redirect', target: 'self', url: '/pages/b/b?x=1', delta: 1 },
    ])
  })

  it('hands the tap on a label to its control', async () => {
    const label = b.add(1, 'label', { for: 'target' })
    b.add(label, 'view', { style: 'height:60px', text: 'label' })
    const button = b.add(1, 'button', { id: 'target', 'open-type': 'feedback', text: 'x' })
    await page.apply(...b.ops)
    await page.swipe([[50, 30]])
    expect((await page.message('openType')).slice(0, 3)).toEqual(['openType', button, 'feedback'])
  })

  it('keeps the page from scrolling under a catchtouchmove', async () => {
    b.add(1, 'view', { style: 'height:200px' }, 'catch:touchmove')
    b.add(1, 'view', { style: 'height:2000px' })
    await page.apply(...b.ops)
    await page.swipe([[50, 150], [50, 100], [50, 50]])
    expect(await page.page.evaluate(() => scrollY)).toBe(0)
    await page.swipe([[50, 450], [50, 400], [50, 300], [50, 200]])
    await page.page.waitForFunction(() => scrollY > 0)
  })

  it('keeps a scroll-view from scrolling under a catchtouchmove in it, and not one inside such a node', async () => {
    const scroller = (parent: number) => b.add(parent, 'scroll-view', { 'scroll-y': true, style: 'height:200px' })
    const outer = scroller(1)
    b.add(outer, 'view', { style: 'height:150px' }, 'catch:touchmove')
    b.add(outer, 'view', { style: 'height:600px' })
    const mask = b.add(1, 'view', {}, 'catch:touchmove')
    b.add(scroller(mask), 'view', { style: 'height:600px' })
    b.add(1, 'view', { style: 'height:2000px' })
    await page.apply(...b.ops)
    const tops = () =>
      page.page.evaluate(() =>
        [...document.querySelectorAll('wx-scroll-view')].map((view) => (view as unknown as { scroller: HTMLElement }).scroller.scrollTop),
      )
    await page.swipe([[50, 140], [50, 100], [50, 40], [50, 10]])
    expect(await tops()).toEqual([0, 0])
    await page.swipe([[50, 390], [50, 350], [50, 300], [50, 220]])
    await page.page.waitForFunction(() => {
      const inner = [...document.querySelectorAll('wx-scroll-view')][1] as unknown as { scroller: HTMLElement }
      return inner.scroller.scrollTop > 0
    })
    expect((await tops())[0]).toBe(0)
    expect(await page.page.evaluate(() => scrollY)).toBe(0)
  })

  it('tells of touches that the system takes away', async () => {
    const held = b.add(1, 'view', { style: 'height:100px' }, 'touchcancel', 'touchend', 'tap', 'longtap')
    await page.apply(...b.ops)
    await page.touch('touchStart', [{ x: 50, y: 50 }])
    expect((await page.message('event', 'longtap'))[1]).toBe(held)
    await page.touch('touchCancel', [])
    expect((await page.message('event', 'touchcancel'))[1]).toBe(held)
    expect([...(await events('touchend')), ...(await events('tap'))]).toEqual([])
  })

  it('makes touches of the mouse', async () => {
    await page.close()
    page = await lab.open()
    const target = b.add(1, 'view', { style: 'height:100px' }, 'touchstart', 'touchend', 'tap')
    await page.apply(...b.ops)
    await page.page.mouse.click(40, 40)
    expect((await page.sent('event')).map(([, id, type]) => [id, type])).toEqual([
      [target, 'touchstart'],
      [target, 'touchend'],
      [target, 'tap'],
    ])
  })

  it('forwards the ends of transitions and animations', async () => {
    b.ops.push(op('addStyle', 0, '@keyframes grow{to{width:200px}}.go{animation:grow 10ms}'))
    const node = b.add(1, 'view', { style: 'width:100px;height:20px;transition:opacity 10ms' }, 'transitionend', 'animationend')
    await page.apply(...b.ops)
    await page.apply(op('setStyle', node, 'width:100px;height:20px;transition:opacity 10ms;opacity:.5'), op('setClass', node, 'go'))
    expect(await page.event('transitionend')).toMatchObject({ propertyName: 'opacity' })
    expect(await page.event('animationend')).toMatchObject({ animationName: 'grow' })
  })
})
