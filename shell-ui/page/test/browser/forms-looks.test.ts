// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingBrowser, PageLab } from './chromium'
import { formsPage } from './forms-demo'

describe.skipIf(missingBrowser !== '')('looks of the form components', () => {
  let lab: PageLab
  beforeAll(async () => {
    lab = await PageLab.start()
  }, 60_000)
  afterAll(() => lab?.stop())

  it.each([
    ['light', ''],
    ['dark', ''],
    ['light', 'v2'],
  ])('draws them in %s %s without an error', async (theme, style) => {
    const page = await lab.open({ theme, style })
    await page.apply(...formsPage())
    await page.message('painted')
    expect(await page.sent('error')).toEqual([])
    expect((await page.box('.wx-switch-input')).width).toBe(52)
    // 1.4 rem at least, a rem being a twentieth of the screen, and the paddings.
    expect((await page.box('wx-input')).height).toBe(1.4 * (375 / 20) + 21)
    // A wheel's item lies in the middle of its picker-view.
    const wheel = await page.box('wx-picker-view')
    const item = await page.box('wx-picker-view-column > wx-view:nth-of-type(10)')
    expect(item.y + item.height / 2).toBeCloseTo(wheel.y + wheel.height / 2, 0)
    // SHOTS=folder keeps pictures for looking at.
    if (process.env.SHOTS) await page.page.screenshot({ path: `${process.env.SHOTS}/forms-${theme}${style}.png`, fullPage: true })
    await page.close()
  }, 30_000)
})
