// Elements: a component library from npm, our own component, and every built-in that a client has a class for.

import assert from 'node:assert/strict'
import { until } from './host.mjs'

export async function vant(mini, { where }) {
  await library(mini, where)
  const start = await mini.currentPage()
  await mini.pageScrollTo(60)
  const top = await start.scrollTop()
  if (where === 'window') assert.equal(top, 60)
  await mini.callWxMethod('navigateTo', { url: '/pages/builtin/index' })
  const page = await until(async () => {
    const current = await mini.currentPage()
    return current.path === 'pages/builtin/index' && current
  })
  await page.waitFor('#counter')
  await fields(page)
  await containers(page, where)
  await touches(page)
  await media(page)
}

async function library(mini, where) {
  const page = await mini.currentPage()
  assert.equal(page.path, 'pages/index/index')
  await page.waitFor('#button')
  // A tap on the component's host reaches what the component draws.
  const button = await page.$('#button')
  await button.tap()
  await until(async () => (await page.data('taps')) === 1)
  assert.equal((await button.text()).trim(), 'Tapped 1')
  await (await page.$('#cell')).tap()
  await until(async () => (await page.data('taps')) === 2)
  await (await page.$('#switch')).tap()
  await until(async () => (await page.data('on')) === true)
  const stepper = await page.$('#stepper')
  await (await stepper.$('.van-stepper__plus')).tap()
  await until(async () => (await page.data('step')) === 2)
  const field = await page.$('#field')
  await (await field.$('input')).input('Pea')
  await until(async () => (await page.data('name')) === 'Pea')
  const tabs = await page.$('#tabs')
  const [, second] = await tabs.$$('.van-tab')
  await second.tap()
  await until(async () => (await page.data('tab')) === 1)
  await page.callMethod('ask')
  const dialog = await page.$('#van-dialog')
  const [, confirm] = await until(async () => {
    const buttons = await dialog.$$('.van-dialog__button')
    return buttons.length === 2 && (await buttons[1].size()).width > 0 && buttons
  })
  await confirm.tap()
  await until(async () => (await page.data('answer')) === 'yes')
  assert.deepEqual(await page.callMethod('sum', 2, 3), { sum: 5 })
  assert.equal(await page.callMethod('later'), 'later')
  await counter(page)
  await looks(page, where)
}

async function counter(page) {
  const element = await page.$('#counter')
  assert.equal(element.tagName, 'counter')
  assert.equal(await element.data('count'), 5)
  await element.setData({ count: 8 })
  assert.deepEqual((await element.data()).count, 8)
  assert.equal(await element.callMethod('add', 2), 10)
  assert.equal(await page.data('counted'), 10)
  assert.equal(await element.property('label'), 'count')
  await assert.rejects(() => element.property('none'), /counter.none not exists/)
  await assert.rejects(() => element.callMethod('none'), /not exists/)
  assert.equal(await (await element.$('.label')).text(), 'count')
  await element.tap()
  await until(async () => (await page.data('counted')) === 11)
}

async function looks(page, where) {
  const summary = await page.$('#summary')
  assert.equal(await summary.attribute('data-kind'), 'sum')
  assert.equal(await summary.attribute('id'), 'summary')
  assert.equal(await summary.text(), 'Pea 2 true 11')
  assert.equal(await summary.wxml(), 'Pea 2 true 11')
  assert.match(await summary.outerWxml(), /^<view id="summary".* data-kind="sum">Pea 2 true 11<\/view>$/)
  assert.deepEqual(await summary.size(), { width: 100, height: 40 })
  const offset = await summary.offset()
  assert.ok(offset.top > 0, `offset ${JSON.stringify(offset)}`)
  assert.equal(await summary.style('color'), 'rgb(1, 2, 3)')
  if (where === 'window') assert.equal(await summary.style('display'), 'block')
}

async function fields(page) {
  const input = await page.$('#input')
  await input.input('typed')
  assert.equal(await page.data('text'), 'typed')
  assert.equal(await input.value(), 'typed')
  await (await page.$('#textarea')).input('wrote')
  assert.equal(await page.data('wrote'), 'wrote')
  await (await page.$('#switch')).tap()
  assert.equal(await page.data('on'), true)
  await (await page.$('#slider')).slideTo(42)
  assert.equal(await page.data('slid'), 42)
  await (await page.$('#picker')).trigger('change', { value: 2 })
  assert.equal(await page.data('picked'), 2)
}

async function containers(page, where) {
  const swiper = await page.$('#swiper')
  await swiper.swipeTo(2)
  await until(async () => (await page.data('current')) === 2)
  const scroll = await page.$('#scroll')
  await scroll.scrollTo(0, 50)
  await until(async () => (await page.data('top')) === 50)
  assert.equal(await scroll.property('scrollTop'), 50)
  assert.equal(await scroll.property('scrollLeft'), 0)
  assert.equal(await scroll.property('scrollY'), true)
  const [width, height] = [await scroll.scrollWidth(), await scroll.scrollHeight()]
  assert.ok(width > 0 && height >= 400, `${where}: ${width} × ${height}`)
  const movable = await page.$('#movable')
  await movable.moveTo(30, 40)
  await until(async () => (await page.data('x')) === 30 && (await page.data('y')) === 40)
  assert.equal(await movable.property('x'), 30)
  assert.equal(await movable.property('y'), 40)
  assert.equal(await movable.property('direction'), 'all')
}

async function touches(page) {
  const box = await page.$('#touch')
  const events = async () => (await page.data('events')).trim()
  const touch = { identifier: 0, pageX: 20, pageY: 20, clientX: 20, clientY: 20 }
  const moved = { ...touch, pageY: 90, clientY: 90 }
  await box.touchstart({ touches: [touch], changedTouches: [touch] })
  await box.touchmove({ touches: [moved], changedTouches: [moved] })
  await box.touchend({ touches: [], changedTouches: [moved] })
  // A machine that is busy may take so long between them that it is a long press too.
  assert.equal((await events()).replace('longpress ', ''), 'touchstart touchmove touchend')
  await page.setData({ events: '' })
  await box.tap()
  assert.equal(await events(), 'touchstart touchend tap')
  await page.setData({ events: '' })
  await box.longpress()
  await until(async () => (await events()) === 'touchstart longpress touchend')
  await box.trigger('custom', { n: 1 })
  assert.deepEqual(await page.data('custom'), { n: 1 })
  await box.dispatchEvent({ eventName: 'custom', detail: { n: 2 } })
  assert.deepEqual(await page.data('custom'), { n: 2 })
}

async function media(page) {
  const video = await page.$('#video')
  for (const [method, ...args] of [['play'], ['pause'], ['seek', 3], ['playbackRate', 1.5], ['stop']]) {
    await video.callContextMethod(method, ...args)
  }
  await assert.rejects(() => video.callContextMethod('dance'), /not exists/)
}
