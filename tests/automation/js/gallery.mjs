// The mini-program as a whole: pages, routes, wx calls and mocks, code in the logic, events, tools.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sleep, until } from './host.mjs'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

export async function gallery(mini, { folder, client }) {
  await pages(mini)
  await logic(mini)
  await events(mini)
  await mocks(mini)
  await plugins(mini)
  await dialogs(mini)
  await tools(mini, folder)
  await pictures(mini, folder)
  await routes(mini)
  if (client !== 'miniprogram-automator') await modern(mini)
}

async function pages(mini) {
  const page = await mini.currentPage()
  assert.equal(page.path, 'pages/component/index')
  assert.deepEqual(page.query, {})
  assert.equal((await mini.pageStack()).length, 1)
  const info = await mini.systemInfo()
  assert.equal(info.platform, 'devtools')
  await mini.checkVersion()
}

async function logic(mini) {
  assert.equal(await mini.evaluate((a, b) => a + b, 2, 3), 5)
  assert.equal(await mini.evaluate(async () => (await Promise.resolve(getApp())) !== undefined), true)
  assert.equal(await mini.evaluate('() => getCurrentPages().length'), 1)
  await assert.rejects(() => mini.evaluate(() => nothing()), /nothing/)
  await mini.callWxMethod('setStorageSync', 'key', { deep: [1] })
  assert.deepEqual(await mini.callWxMethod('getStorageSync', 'key'), { deep: [1] })
  assert.deepEqual((await mini.callWxMethod('getStorage', { key: 'key' })).data, { deep: [1] })
  await assert.rejects(() => mini.callWxMethod('getStorage', { key: 'none' }), /^Error: data not found/)
  await assert.rejects(() => mini.callWxMethod('noSuchThing'), /wx.noSuchThing not exists/)
}

async function events(mini) {
  const told = []
  await mini.exposeFunction('tell', (...args) => told.push(args))
  await mini.evaluate(() => tell('a', { b: 1 }))
  await until(() => told.length === 1)
  assert.deepEqual(told, [['a', { b: 1 }]])
  const logged = []
  mini.on('console', (entry) => logged.push(entry))
  await sleep(200)
  await mini.evaluate(() => console.warn('careful', { n: 1 }))
  await until(() => logged.some(({ type, args }) => type === 'warn' && args[0] === 'careful' && args[1].n === 1))
  const thrown = []
  mini.on('exception', (entry) => thrown.push(entry))
  await mini.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('on purpose')
    })
  })
  await until(() => thrown.some((entry) => JSON.stringify(entry).includes('on purpose')))
}

async function mocks(mini) {
  await mini.mockWxMethod('getSystemInfoSync', { brand: 'mocked' })
  assert.equal((await mini.callWxMethod('getSystemInfoSync')).brand, 'mocked')
  await mini.mockWxMethod('showModal', { confirm: true, cancel: false })
  assert.equal((await mini.callWxMethod('showModal', { title: 't' })).confirm, true)
  await mini.mockWxMethod('getLocation', { errMsg: 'getLocation:fail denied' })
  await assert.rejects(() => mini.callWxMethod('getLocation', {}), /denied/)
  await mini.mockWxMethod(
    'getStorageSync',
    function (key, extra) {
      return [key, extra, typeof this.origin]
    },
    'more',
  )
  assert.deepEqual(await mini.callWxMethod('getStorageSync', 'k'), ['k', 'more', 'function'])
  for (const name of ['getSystemInfoSync', 'showModal', 'getLocation', 'getStorageSync']) await mini.restoreWxMethod(name)
  assert.notEqual((await mini.callWxMethod('getSystemInfoSync')).brand, 'mocked')
  assert.deepEqual(await mini.callWxMethod('getStorageSync', 'key'), { deep: [1] })
}

async function plugins(mini) {
  for (const call of [
    () => mini.callPluginWxMethod('wxplugin', 'getSystemInfoSync'),
    () => mini.mockPluginWxMethod('wxplugin', 'showModal', { confirm: true }),
    () => mini.mockPluginWxMethod('wxplugin', 'showModal', () => ({})),
    () => mini.restorePluginWxMethod('wxplugin', 'showModal'),
  ]) {
    await assert.rejects(call, /plugin wxplugin is not there/)
  }
}

async function dialogs(mini) {
  const native = mini.native()
  const answer = () => mini.evaluate(() => getApp().answer)
  const show = () =>
    mini.evaluate(() => {
      const app = getApp()
      app.answer = null
      wx.showModal({ title: 'Sure?', success: (result) => (app.answer = result.confirm) })
    })
  const opened = (call) => until(async () => !(await call())?.error)
  await show()
  await opened(() => native.confirmModal())
  await until(async () => (await answer()) === true)
  await show()
  await opened(() => native.cancelModal())
  await until(async () => (await answer()) === false)
  const authorize = () =>
    mini.evaluate(() => {
      const app = getApp()
      app.answer = null
      wx.authorize({ scope: 'scope.camera', success: () => (app.answer = 'yes'), fail: () => (app.answer = 'no') })
    })
  await authorize()
  await opened(() => native.authorizeCancel())
  await until(async () => (await answer()) === 'no')
  await mini.evaluate(() => {
    const app = getApp()
    app.answer = null
    wx.authorize({ scope: 'scope.record', success: () => (app.answer = 'yes'), fail: () => (app.answer = 'no') })
  })
  await opened(() => native.authorizeAllow())
  await until(async () => (await answer()) === 'yes')
  // Nothing of this kind is open: the answer says so.
  for (const name of ['closePaymentDialog', 'shareConfirm', 'shareCancel', 'confirmModal']) {
    assert.match((await native[name]()).error.message, /is open/)
  }
}

async function tools(mini, folder) {
  assert.deepEqual(await mini.testAccounts(), [])
  await mini.setTicket('mine')
  assert.equal((await mini.getTicket()).ticket, 'mine')
  await mini.refreshTicket()
  assert.notEqual((await mini.getTicket()).ticket, 'mine')
  const audits = await mini.stopAudits({ path: join(folder, 'audits.html') })
  assert.ok(audits.score >= 0 && audits.score <= 100)
  assert.ok(audits.rules.some(({ name, passed }) => name === 'exceptions' && !passed), 'one was thrown on purpose')
  assert.match(await readFile(join(folder, 'audits.html'), 'utf8'), /<h1>\d+<\/h1>/)
  await mini.remote()
  await mini.remote(true)
}

async function pictures(mini, folder) {
  const data = await mini.screenshot()
  assert.ok(Buffer.from(data, 'base64').subarray(0, 4).equals(PNG))
  await mini.screenshot({ path: join(folder, 'shot.png') })
  assert.ok((await readFile(join(folder, 'shot.png'))).subarray(0, 4).equals(PNG))
}

async function routes(mini) {
  let page = await mini.navigateTo('/component/pages/view/index?from=test')
  assert.equal(page.path, 'component/pages/view/index')
  assert.deepEqual(page.query, { from: 'test' })
  await viewPage(page)
  page = await mini.redirectTo('/component/pages/text/index')
  assert.equal(page.path, 'component/pages/text/index')
  page = await mini.navigateBack()
  assert.equal(page.path, 'pages/component/index')
  page = await mini.switchTab('/pages/about/index')
  assert.equal(page.path, 'pages/about/index')
  page = await mini.reLaunch('/pages/component/index')
  assert.equal(page.path, 'pages/component/index')
  const native = mini.native()
  const at = (path) => until(async () => (await mini.currentPage()).path === path)
  await native.switchTab({ url: '/pages/api/index' })
  await at('pages/api/index')
  await mini.callWxMethod('navigateTo', { url: '/component/pages/text/index' })
  await at('component/pages/text/index')
  await native.navigateLeft()
  await at('pages/api/index')
  await mini.callWxMethod('reLaunch', { url: '/component/pages/text/index' })
  await at('component/pages/text/index')
  await native.goHome()
  await at('pages/component/index')
}

async function viewPage(page) {
  await page.waitFor('#bubble')
  await page.waitFor(10)
  await page.waitFor(async () => (await page.data('outer')) === 0)
  const bubble = await page.$('#bubble')
  await bubble.tap()
  assert.deepEqual([await page.data('outer'), await page.data('inner')], [1, 1])
  await (await page.$('#catch')).tap()
  assert.deepEqual([await page.data('outer'), await page.data('inner')], [1, 2])
  assert.equal((await page.$$('.inner')).length, 2)
  assert.equal(await page.$('#none'), null)
  assert.equal(await (await page.xpath("//view[@id='bubble']")).text(), 'bindtap')
  assert.equal((await page.getElementByXpath("//view[contains(@class,'outer')]")).tagName, 'view')
  assert.equal((await page.getElementsByXpath("//view[contains(@class,'box')]")).length, 3)
  assert.equal(await page.getElementByXpath('//nothing'), null)
  await page.setData({ outer: 7 })
  assert.equal(await page.data('outer'), 7)
  await page.callMethod('outer')
  assert.equal((await page.data()).outer, 8)
  await assert.rejects(() => page.callMethod('none'), /page.none not exists/)
  const [, , press] = await page.$$('.press, .result')
  await press.longpress()
  await until(async () => (await page.data('long')) === 1)
  const size = await page.size()
  assert.ok(size.width > 0 && size.height > 0)
}

/** What the successor of the official client has beyond it. */
async function modern(mini) {
  const page = await mini.currentPage()
  assert.ok(page.pageId > 0)
  assert.match(await page.wxml(), /<view/)
  await until(async () => (await page.renderedNodes('#entry-view')).length > 0)
  await until(async () => (await page.renderedSelectorNodes(['#entry-view']))['#entry-view']?.length > 0)
  await page.waitForRendered({ selector: 'view', timeout: 5000 })
  assert.equal(typeof (await mini.toolInfo()).SDKVersion, 'string')
  assert.equal(typeof (await mini.tool('getInfo')).version, 'string')
  assert.equal(await mini.evaluateWithOptions(() => 4, { timeout: 5000 }), 4)
  assert.deepEqual(await mini.callWxMethodWithOptions('getStorageSync', { timeout: 5000 }, 'key'), { deep: [1] })
  await mini.enableLog()
  await mini.flushConsole()
  await mini.waitForAppReady(5000)
  await mini.clearCache({ clean: 'all' })
  assert.equal(await mini.callWxMethod('getStorageSync', 'key'), '')
  await mini.compile({ force: true })
  await until(async () => (await mini.currentPage()).path === 'pages/component/index')
}
