// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { demoPage } from './demo'

if (missingBrowser !== '') console.warn(`browser tests skipped: ${missingBrowser}`)

describe.skipIf(missingBrowser !== '')('looks', () => {
  let lab: PageLab
  let page: LabPage
  beforeAll(async () => {
    lab = await PageLab.start()
  })
  afterAll(() => lab?.stop())

  it('draws every visible component without an error', async () => {
    page = await lab.open()
    await page.apply(...demoPage())
    await page.message('painted')
    expect(await page.sent('error')).toEqual([])
    expect(await page.box('wx-button')).toMatchObject({ height: 46 })
    // SHOTS=folder keeps pictures for looking at.
    if (process.env.SHOTS) await page.page.screenshot({ path: `${process.env.SHOTS}/demo.png`, fullPage: true })
    await page.close()
  })

  it('draws the newer button of style v2', async () => {
    page = await lab.open({ style: 'v2' })
    await page.apply(...demoPage())
    expect((await page.box('wx-button')).height).toBeCloseTo(40, 0)
    expect((await page.box('wx-button')).width).toBe(184)
    if (process.env.SHOTS) await page.page.screenshot({ path: `${process.env.SHOTS}/demo-v2.png` })
    await page.close()
  })

  it('darkens the newer button with the page, not with the system', async () => {
    const colours = async (theme: string, attrs: Record<string, unknown>) => {
      const dark = await lab.open({ style: 'v2', theme })
      await dark.apply(
        op('createElement', 2, 'button'),
        ...Object.entries(attrs).map(([name, value]) => op('setAttr', 2, name, value as never)),
        op('append', 1, 2),
      )
      const both = await dark.page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.querySelector('wx-button') as Element)
        return [color, backgroundColor]
      })
      await dark.close()
      return both
    }
    expect(await colours('light', {})).toEqual(['rgb(6, 174, 86)', 'rgb(242, 242, 242)'])
    expect(await colours('dark', {})).toEqual(['rgba(255, 255, 255, 0.8)', 'rgba(255, 255, 255, 0.08)'])
    expect(await colours('dark', { type: 'warn' })).toEqual(['rgb(250, 81, 81)', 'rgba(255, 255, 255, 0.08)'])
    expect(await colours('dark', { disabled: true })).toEqual(['rgba(255, 255, 255, 0.2)', 'rgba(255, 255, 255, 0.08)'])
    expect(await colours('dark', { type: 'primary' })).toEqual(['rgb(255, 255, 255)', 'rgb(7, 193, 96)'])
  })

  it('draws toasts and the capsule of a page with its own navigation', async () => {
    page = await lab.open({ window: { navigationStyle: 'custom', navigationBarTextStyle: 'black' }, menuButton: [278, 26, 87, 32] })
    await page.apply(...demoPage(), op('toast', { kind: 'toast', title: '操作成功', icon: 'success', duration: 60_000 }))
    expect(await page.box('wx-capsule')).toEqual({ x: 278, y: 26, width: 87, height: 32 })
    if (process.env.SHOTS) await page.page.screenshot({ path: `${process.env.SHOTS}/toast.png` })
    await page.apply(op('toast', { kind: 'loading', title: '加载中', mask: true }))
    if (process.env.SHOTS) await page.page.screenshot({ path: `${process.env.SHOTS}/loading.png` })
    await page.apply(op('toast', { kind: 'toast', title: '只有文字的提示，可以有两行那么长的内容在里面', icon: 'none' }))
    if (process.env.SHOTS) await page.page.screenshot({ path: `${process.env.SHOTS}/text-toast.png` })
    await page.apply(op('toast', null))
    expect(await page.page.evaluate(() => document.querySelector('wx-page-toast'))).toBeNull()
    await page.page.mouse.click(300, 42)
    expect(await page.sent('chrome')).toEqual([['chrome', 0, 'capsule', { action: 'menu' }]])
    await page.page.mouse.click(345, 42)
    expect((await page.sent('chrome'))[1]).toEqual(['chrome', 0, 'capsule', { action: 'close' }])
    await page.close()
  })
})
