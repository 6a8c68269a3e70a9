// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { Builder } from './demo'

describe.skipIf(missingBrowser !== '')('the page', () => {
  let lab: PageLab
  let page: LabPage
  let b: Builder
  beforeAll(async () => {
    lab = await PageLab.start()
  })
  afterAll(() => lab?.stop())
  beforeEach(async () => {
    page = await lab.open({ window: { enablePullDownRefresh: true } }, true)
    b = new Builder()
  })
  afterEach(async () => {
    expect(await page.sent('error')).toEqual([])
    await page.close()
  })

  it('tells the first paint, and others when marked', async () => {
    await page.apply(op('createElement', 2, 'view'))
    expect(await page.message('painted')).toEqual(['painted', 1])
    await page.page.evaluate(() => window.__pp.mark(2))
    await page.apply(op('append', 1, 2))
    await page.page.waitForFunction(() => (window as unknown as { sent: unknown[][] }).sent.some((m) => m[0] === 'painted' && m[1] === 2))
  })

  it('tells scrolling and the bottom, each entry once', async () => {
    b.ops.push(op('setPage', { listenScroll: true, onReachBottomDistance: 100 }))
    b.add(1, 'view', { style: 'height:2000px' })
    await page.apply(...b.ops, op('scrollPage', 1290, 0))
    expect(await page.message('scroll')).toEqual(['scroll', 1290])
    expect(await page.sent('reachBottom')).toEqual([])
    await page.apply(op('scrollPage', 1310, 0))
    await page.message('reachBottom')
    await page.apply(op('scrollPage', 1400, 0))
    await page.apply(op('scrollPage', 0, 0))
    expect(await page.sent('reachBottom')).toHaveLength(1)
    await page.apply(op('scrollPage', 5000, 0))
    await page.page.waitForFunction(() => (window as unknown as { sent: unknown[][] }).sent.filter((m) => m[0] === 'reachBottom').length === 2)
  })

  it('scrolls over the given time', async () => {
    b.add(1, 'view', { style: 'height:2000px' })
    await page.apply(...b.ops, op('scrollPage', 500, 100))
    await page.page.waitForFunction(() => scrollY === 500)
  })

  it('pulls down to refresh and goes back when told', async () => {
    const top = b.add(1, 'view', { id: 'top', style: 'height:300px' })
    await page.apply(...b.ops)
    await page.swipe([[100, 100], [100, 140], [100, 180]])
    await page.frames()
    expect(await page.sent('pullDown')).toEqual([])
    await page.page.waitForFunction(() => document.querySelector('#top')?.getBoundingClientRect().top === 0)
    await page.swipe([[100, 100], [100, 150], [100, 240]])
    expect(await page.message('pullDown')).toEqual(['pullDown', 'refresh'])
    await page.page.waitForFunction(() => document.querySelector('#top')?.getBoundingClientRect().top === 50)
    await page.apply(op('setPage', { refreshing: false }))
    await page.page.waitForFunction(() => document.querySelector('#top')?.getBoundingClientRect().top === 0)
    expect(top).toBe(2)
  })

  it('answers selector queries', async () => {
    const view = b.add(1, 'view', { id: 'box', style: 'margin:10px;width:100px;height:50px;color:rgb(1, 2, 3)' })
    const scroll = b.add(1, 'scroll-view', { 'scroll-y': true, style: 'height:100px', 'scroll-top': 30 })
    b.add(scroll, 'view', { style: 'height:400px' })
    await page.apply(
      ...b.ops,
      op('query', 5, 'fields', [
        { nodes: [view], fields: { rect: true, size: true, computedStyle: ['color'] } },
        { nodes: [scroll], fields: { scrollOffset: true, properties: ['scrollY'] } },
        { nodes: [0], fields: { size: true, scrollOffset: true } },
        { nodes: [99], fields: { rect: true } },
      ]),
    )
    expect((await page.message('reply'))[2]).toEqual([
      [{ left: 10, top: 10, right: 110, bottom: 60, width: 100, height: 50, computedStyle: { color: 'rgb(1, 2, 3)' } }],
      [{ scrollLeft: 0, scrollTop: 30, scrollWidth: 375, scrollHeight: 400, properties: { scrollY: true } }],
      [{ width: 375, height: 600, scrollLeft: 0, scrollTop: 0, scrollWidth: 375, scrollHeight: 600 }],
      [null],
    ])
  })

  it('observes intersections with the viewport and a scroll-view', async () => {
    const scroll = b.add(1, 'scroll-view', { 'scroll-y': true, style: 'height:200px' })
    b.add(scroll, 'view', { style: 'height:300px' })
    const target = b.add(scroll, 'view', { style: 'height:100px' })
    b.add(scroll, 'view', { style: 'height:600px' })
    await page.apply(...b.ops, op('observe', 9, { targets: [target], relative: [{ id: scroll, margins: { bottom: 0 } }], thresholds: [0, 0.5, 1] }))
    await page.frames()
    expect(await page.sent('observed')).toEqual([])
    await page.apply(op('setAttr', scroll, 'scroll-top', 160))
    const [, observer, entry] = await page.message('observed')
    expect(observer).toBe(9)
    expect(entry).toMatchObject({ id: target, intersectionRatio: 0.6, relativeRect: { top: 0, bottom: 200 }, boundingClientRect: { top: 140, height: 100 } })
    await page.apply(op('unobserve', 9))
    await page.forget()
    await page.apply(op('setAttr', scroll, 'scroll-top', 0))
    await page.frames()
    expect(await page.sent('observed')).toEqual([])
  })

  it('observes against two areas at once', async () => {
    const frame = b.add(1, 'view', { style: 'position:absolute;left:0;top:0;width:100px;height:100px' })
    const target = b.add(1, 'view', { style: 'position:absolute;left:0;top:50px;width:100px;height:100px' })
    await page.apply(...b.ops, op('observe', 3, { targets: [target], relative: [{ id: frame }, { id: null }], thresholds: [0.2] }))
    expect((await page.message('observed'))[2]).toMatchObject({ intersectionRatio: 0.5 })
  })

  it('animates keyframes, and clears them', async () => {
    const node = b.add(1, 'view', { style: 'width:100px;height:100px' })
    await page.apply(...b.ops, op('animate', node, [{ translateX: 0 }, { translateX: 80, opacity: 0.5 }], { duration: 30 }, 4))
    expect(await page.message('reply')).toEqual(['reply', 4, null, ''])
    expect(await page.box('wx-view')).toMatchObject({ x: 80 })
    await page.apply(op('animate', node, null, null, 0))
    expect(await page.box('wx-view')).toMatchObject({ x: 0 })
  })

  it('plays the animation attribute step by step, and keeps it under a new style', async () => {
    const step = (x: number) => ({
      animates: [{ type: 'translateX', args: [x] }],
      option: { transformOrigin: '50% 50% 0', transition: { duration: 20, timingFunction: 'linear', delay: 0 } },
    })
    const node = b.add(1, 'view', { style: 'width:100px;height:100px', animation: { actions: [step(50), step(120)] } })
    await page.apply(...b.ops)
    await page.page.waitForFunction(() => document.querySelector('wx-view')?.getBoundingClientRect().x === 120)
    await page.apply(op('setStyle', node, 'width:50px;height:50px'))
    await page.page.waitForFunction(() => document.querySelector('wx-view')?.getBoundingClientRect().x === 120)
  })

  it('follows the theme of the host in media queries', async () => {
    b.ops.push(op('addStyle', 0, '@media (prefers-color-scheme: dark){wx-view{color:rgb(9, 9, 9)}}'))
    b.add(1, 'view', { text: 'x' })
    await page.apply(...b.ops)
    const color = () => page.page.evaluate(() => getComputedStyle(document.querySelector('wx-view') as Element).color)
    expect(await color()).not.toBe('rgb(9, 9, 9)')
    await page.apply(op('setPage', { theme: 'dark' }))
    expect(await color()).toBe('rgb(9, 9, 9)')
  })

  it('tells a new size', async () => {
    await page.page.setViewportSize({ width: 375, height: 400 })
    expect(await page.message('resize')).toEqual(['resize', 375, 400])
  })

  it('fails a font that cannot be loaded', async () => {
    await page.apply(op('loadFont', 'Nope', 'url("/nope.ttf")', {}, 8))
    const [, request, , error] = await page.message('reply')
    expect(request).toBe(8)
    expect(error).not.toBe('')
  })
})
