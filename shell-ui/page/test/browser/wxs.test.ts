// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { Builder } from './demo'

const MODULE = `
exports.drag = function (event) {
  var point = event.touches[0]
  event.instance.setStyle('transform:translateX(' + point.pageX + 'px)')
}
exports.hold = function (event) { exports.drag(event); return false }
exports.faded = function (event, owner) { owner.selectComponent('.late').addClass('seen') }
exports.leak = function () {
  console.log(typeof window, typeof document, typeof eval, typeof Function, (function () { return typeof this })())
}`

describe.skipIf(missingBrowser !== '')('WXS in the browser', () => {
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
    await page.define('m', MODULE)
  })
  afterEach(async () => {
    expect(await page.sent('error')).toEqual([])
    await page.close()
  })
  const bind = (id: number, type: string, name: string, flags = 0) => b.ops.push(op('wxsBind', id, type, flags, 'm', [name]))
  const scrolled = () => page.page.evaluate(() => scrollY)

  it('moves with the finger and says nothing', async () => {
    const box = b.add(1, 'view', { style: 'height:200px' })
    bind(box, 'touchmove', 'drag')
    await page.apply(...b.ops)
    await page.swipe([[50, 150], [90, 150], [120, 150]])
    expect(await page.page.evaluate(() => document.querySelector('wx-view')?.getBoundingClientRect().left)).toBe(120)
    expect(await page.sent('event')).toEqual([])
  })

  it('keeps the page from scrolling where a handler returns false', async () => {
    const held = b.add(1, 'view', { style: 'height:200px' })
    bind(held, 'touchmove', 'hold')
    const free = b.add(1, 'view', { style: 'height:200px' })
    bind(free, 'touchmove', 'drag')
    b.add(1, 'view', { style: 'height:2000px' })
    await page.apply(...b.ops)
    await page.swipe([[50, 150], [50, 100], [50, 50], [50, 20]])
    expect(await scrolled()).toBe(0)
    await page.swipe([[50, 350], [50, 300], [50, 220], [50, 150]])
    await page.page.waitForFunction(() => scrollY > 0)
  })

  it('keeps a swiper further out from sliding where a handler returns false', async () => {
    const swiper = b.add(1, 'swiper', { style: 'height:150px' }, 'change')
    const [first, second] = [b.add(swiper, 'swiper-item'), b.add(swiper, 'swiper-item')]
    const held = b.add(first, 'view', { style: 'height:70px' })
    bind(held, 'touchmove', 'hold')
    b.add(first, 'view', { style: 'height:70px' })
    b.add(second, 'view', { style: 'height:140px' })
    await page.apply(...b.ops)
    await page.swipe([[300, 30], [200, 30], [100, 30], [40, 30]])
    await page.frames()
    expect(await page.sent('event', 'change')).toEqual([])
    await page.swipe([[300, 110], [200, 110], [100, 110], [40, 110]])
    expect((await page.message('event', 'change'))[3]).toMatchObject({ current: 1 })
  })

  it('hears the ends of transitions that it starts', async () => {
    const box = b.add(1, 'view', { class: 'late', style: 'height:20px;transition:opacity 10ms' })
    b.ops.push(op('own', 1, [''], [box]))
    bind(box, 'transitionend', 'faded')
    await page.apply(...b.ops)
    await page.apply(op('setStyle', box, 'height:20px;transition:opacity 10ms;opacity:.5'))
    await page.page.waitForFunction(() => document.querySelector('.seen') !== null)
  })

  it('stands in a document that evaluates no text', async () => {
    const thrown = await page.page.evaluate(
      () =>
        // Later, since the protocol of the browser's tools lets what it evaluates itself evaluate text.
        new Promise((done) => {
          const name = (run: () => unknown) => {
            try {
              return run()
            } catch (error) {
              return (error as Error).name
            }
          }
          const runs = [() => (0, eval)('1'), () => new Function('return 1')(), () => setTimeout('window.ran = 1')]
          setTimeout(() => done(runs.map(name)))
        }),
    )
    expect((thrown as unknown[]).slice(0, 2)).toEqual(['EvalError', 'EvalError'])
    await page.frames()
    expect(await page.page.evaluate(() => 'ran' in window)).toBe(false)
  })

  it('reports a module that does not parse, and nothing else suffers', async () => {
    await page.define('broken', 'var a = 010').catch(() => undefined)
    const box = b.add(1, 'view', {})
    b.ops.push(op('wxsChange', box, 'p', 'broken', ['f'], {}), op('wxsChange', box, 'q', 'm', ['leak'], {}))
    await page.apply(...b.ops)
    const said = await page.sent('wxsLog')
    expect(String(said[0]?.[2])).toContain('broken: SyntaxError')
    expect(said.map(([, level]) => level)).toContain('log')
  })

  it('reaches nothing of the document under the policy of the page', async () => {
    const box = b.add(1, 'view', {})
    b.ops.push(op('wxsChange', box, 'p', 'm', ['leak'], {}))
    await page.apply(...b.ops)
    expect(await page.sent('wxsLog')).toEqual([['wxsLog', 'log', Array.from({ length: 5 }, () => 'undefined')]])
  })
})
