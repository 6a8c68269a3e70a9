// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { Builder } from './demo'

describe.skipIf(missingBrowser !== '')('dialogs that are components', () => {
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
  const types = async () => (await page.sent('event')).map(([, id, type]) => `${id} ${type}`).filter((line) => !line.endsWith(' tap'))

  it('modal names its buttons and sends which was tapped', async () => {
    const modal = b.add(1, 'modal', { title: 'Delete?', 'confirm-text': 'Yes', cancelText: 'No', hidden: true }, 'confirm', 'cancel')
    await page.apply(...b.ops)
    const button = (name: string) => page.page.locator(`wx-modal .${name}`)
    expect(await button('confirm').isVisible()).toBe(false)
    await page.apply(op('setAttr', modal, 'hidden', false))
    expect([await button('cancel').textContent(), await button('confirm').textContent()]).toEqual(['No', 'Yes'])
    await button('confirm').click()
    await button('cancel').click()
    expect(await types()).toEqual([`${modal} confirm`, `${modal} cancel`])
    await page.apply(op('setAttr', modal, 'no-cancel', true))
    expect(await button('cancel').isVisible()).toBe(false)
  })

  it('toast sends change after its duration, from when it is shown', async () => {
    const hidden = b.add(1, 'toast', { duration: 1, hidden: true }, 'change')
    const shown = b.add(1, 'toast', { duration: 20 }, 'change')
    await page.apply(...b.ops)
    await page.event('change')
    expect(await types()).toEqual([`${shown} change`])
    await page.apply(op('setAttr', hidden, 'hidden', false), op('setAttr', shown, 'hidden', true))
    await expect.poll(types).toEqual([`${shown} change`, `${hidden} change`])
  })

  it('action-sheet sends change at a tap beside it and on its cancel row, not on an item', async () => {
    const sheet = b.add(1, 'action-sheet', {}, 'change')
    const item = b.add(sheet, 'action-sheet-item', {}, 'tap')
    b.add(sheet, 'action-sheet-cancel', {})
    await page.apply(...b.ops)
    await page.page.locator('wx-action-sheet-item').tap()
    expect((await page.message('event', 'tap'))[1]).toBe(item)
    expect(await types()).toEqual([])
    await page.page.locator('wx-action-sheet-cancel').tap()
    await page.swipe([[20, 20]])
    expect(await types()).toEqual([`${sheet} change`, `${sheet} change`])
  })
})
