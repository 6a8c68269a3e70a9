/** Members of the table that no other test names. */

import { describe, expect, it, vi } from 'vitest'
import type { TabBarState } from './context'
import { settled } from './fake-context'
import { row, ROWS } from './fake-rows'
import { harness } from './wx-harness'

describe('the app', () => {
  it('tells how it was opened and what it is', async () => {
    const { ctx, wx } = harness()
    expect(wx.getEnterOptionsSync()).toEqual(ctx.app.enterOptions())
    expect(wx.getApiCategory()).toEqual({ apiCategory: 'default' })
    expect(wx.getExtConfigSync()).toEqual({})
    expect(wx.getExptInfoSync(['colour'])).toEqual({})
    expect(wx.isChatTool()).toBe(false)
    await expect(wx.getExtConfig()).rejects.toMatchObject({ errMsg: 'getExtConfig:fail no ext config' })
    expect(wx.getAppBaseInfo()).toMatchObject({ SDKVersion: ctx.sdkVersion, language: 'zh_CN' })
    expect(wx.getSystemSetting()).toMatchObject({ locationEnabled: true, deviceOrientation: 'portrait' })
    expect((await wx.getSystemInfoAsync()).windowWidth).toBe(375)
    expect(wx.getSkylineInfoSync().isSupported).toBe(false)
    expect((await wx.getSkylineInfo()).isSupported).toBe(false)
    expect((await wx.getRendererUserAgent()).userAgent).toContain(ctx.app.appid)
  })

  it('turns its debug flag', async () => {
    const { wx } = harness()
    await wx.setEnableDebug({ enableDebug: true })
    expect(wx.getAppBaseInfo().enableDebug).toBe(true)
  })

  it('leaves and starts again', async () => {
    const { ctx, wx } = harness()
    const restart = vi.spyOn(ctx.router, 'restart')
    ctx.tapped = true
    await wx.exitMiniProgram()
    ctx.runTimers()
    expect(ctx.exited).toBe(true)
    await wx.restartMiniProgram({ path: '/pages/detail/detail?id=1' })
    ctx.runTimers()
    expect(restart).toHaveBeenCalledWith('/pages/detail/detail?id=1')
    await expect(wx.restartMiniProgram({ path: '/pages/none' })).rejects.toMatchObject({
      errMsg: expect.stringContaining('is not found'),
    })
  })

  it('starts over with reLaunch', async () => {
    const { ctx, wx } = harness()
    await wx.reLaunch({ url: '/pages/tab/tab' })
    expect(ctx.routes[0]).toMatchObject({ kind: 'reLaunch', path: 'pages/tab/tab' })
    await expect(wx.reLaunch({})).rejects.toMatchObject({ errMsg: expect.stringContaining('parameter.url') })
  })

  it('has every part of its package already', async () => {
    const { ctx, wx } = harness()
    ctx.app.config.subpackages = [{ root: 'packageA/', name: 'a' }]
    const progress = vi.fn()
    const success = vi.fn()
    const fail = vi.fn()
    wx.preDownloadSubpackage({ packageName: 'a', success }).onProgressUpdate(progress)
    wx.preDownloadSubpackage({ packageName: 'z', fail })
    await settled()
    expect(success).toHaveBeenCalledOnce()
    expect(progress).toHaveBeenCalledWith({ progress: 100 })
    expect(fail.mock.calls[0]?.[0].errMsg).toBe('preDownloadSubpackage:fail invalid package "z"')
  })
})

describe('events of the app', () => {
  for (const name of [
    'onAppHide',
    'onPageNotFound',
    'onThemeChange',
    'onUnhandledRejection',
    'onKeyboardHeightChange',
    'onBeforePageLoad',
    'onAfterPageLoad',
    'onBeforePageUnload',
    'onAfterPageUnload',
  ]) {
    it(`${name} reaches listeners until they are taken off`, () => {
      const { facade, wx } = harness()
      const listener = vi.fn()
      wx[name](listener)
      expect(facade.emit(name, { a: 1 })).toBe(1)
      expect(listener).toHaveBeenCalledWith({ a: 1 })
      wx[name.replace('on', 'off')](listener)
      expect(facade.emit(name, {})).toBe(0)
    })
  }
})

describe('later', () => {
  it('nextTick and requestIdleCallback run once the turn is over', () => {
    const { ctx, wx } = harness()
    const ticked = vi.fn()
    const idle = vi.fn()
    const cancelled = vi.fn()
    wx.nextTick(ticked)
    wx.requestIdleCallback(idle)
    wx.cancelIdleCallback(wx.requestIdleCallback(cancelled))
    expect(ticked).not.toHaveBeenCalled()
    ctx.runTimers()
    expect(ticked).toHaveBeenCalledOnce()
    expect(idle.mock.calls[0]?.[0].didTimeout).toBe(false)
    expect(cancelled).not.toHaveBeenCalled()
  })

  it('what they throw is reported', () => {
    const { ctx, wx } = harness()
    wx.nextTick(() => {
      throw new Error('tick')
    })
    ctx.runTimers()
    expect(ctx.errors).toHaveLength(1)
  })
})

describe('the current page', () => {
  it('changes its bar and background', async () => {
    const { ctx, wx } = harness()
    await wx.hideNavigationBarLoading()
    await wx.hideHomeButton()
    expect(ctx.page.of('setNav').map(([fields]) => fields)).toEqual([{ loading: false }, { homeButton: false }])
    await wx.setBackgroundColor({ backgroundColor: '#123456', other: 1 })
    await wx.setBackgroundTextStyle({ textStyle: 'light' })
    expect(ctx.page.of('setPage')).toEqual([[{ backgroundColor: '#123456' }], [{ backgroundTextStyle: 'light' }]])
    await expect(wx.setBackgroundTextStyle({ textStyle: 'pink' })).rejects.toMatchObject({
      errMsg: 'setBackgroundTextStyle:fail invalid textStyle "pink"',
    })
  })

  it('pulls down, warns before it is left, and puts the keyboard away', async () => {
    const { ctx, wx } = harness()
    await wx.startPullDownRefresh()
    await wx.stopPullDownRefresh()
    expect(ctx.page.of('startPullDown')).toHaveLength(1)
    expect(ctx.page.of('stopPullDown')).toHaveLength(1)
    await wx.enableAlertBeforeUnload({ message: 'sure?' })
    await wx.disableAlertBeforeUnload()
    expect(ctx.page.of('setLeaveAlert')).toEqual([['sure?'], [null]])
    ctx.page.calls.hideKeyboard = () => null
    await wx.hideKeyboard()
    expect(ctx.page.of('call')).toEqual([[1, 'hideKeyboard', {}]])
  })

  it('offers ways of sharing', async () => {
    const { ctx, wx } = harness()
    await wx.showShareMenu({ menus: ['shareAppMessage', 'shareTimeline'] })
    await wx.hideShareMenu({ menus: ['shareTimeline'] })
    await wx.hideShareMenu()
    await wx.updateShareMenu({ withShareTicket: true })
    expect(ctx.page.of('setShareItems')).toEqual([
      [['shareAppMessage', 'shareTimeline']],
      [['shareAppMessage']],
      [[]],
    ])
  })

  it('previews media', async () => {
    const { ctx, wx } = harness()
    await wx.previewMedia({ sources: [{ url: 'https://example.com/a.png' }] })
    expect(ctx.chromes[0]?.command).toBe('previewImage')
    await expect(wx.previewMedia({})).rejects.toMatchObject({ errMsg: expect.stringContaining('previewMedia:fail') })
  })
})

describe('the tab bar', () => {
  it('changes items, style, badges and dots', async () => {
    const { ctx, wx } = harness()
    const item = { pagePath: 'pages/tab/tab', text: 'one', iconPath: '', selectedIconPath: '', badge: '', redDot: false }
    const list = [{ ...item, visible: true }]
    const colours = { color: '', selectedColor: '', backgroundColor: '', borderStyle: 'black' }
    ctx.tabState = { list, ...colours, custom: false, visible: true } as unknown as TabBarState
    ctx.pages = [Object.assign(ctx.page, { isTab: true })]
    await wx.setTabBarItem({ index: 0, text: 'two' })
    await wx.setTabBarStyle({ color: '#ff0000' })
    await wx.setTabBarBadge({ index: 0, text: '9' })
    expect(ctx.tabState).toMatchObject({ color: '#ff0000', list: [{ text: 'two', badge: '9' }] })
    await wx.removeTabBarBadge({ index: 0 })
    await wx.showTabBarRedDot({ index: 0 })
    expect(ctx.tabState?.list[0]).toMatchObject({ badge: '', redDot: true })
    await wx.hideTabBarRedDot({ index: 0 })
    expect(ctx.tabState?.list[0]).toMatchObject({ redDot: false })
    await expect(wx.setTabBarItem({ index: 7, text: 'x' })).rejects.toMatchObject({
      errMsg: expect.stringContaining('setTabBarItem:fail'),
    })
  })
})

describe('contexts of components', () => {
  const rows = [
    ...ROWS,
    row('AudioContext.setSrc', { kind: 'sync', call: 'positional', args: [{ name: 'src', type: 'string' }] }),
    row('EditorContext.insertText', { args: [{ name: 'text', type: 'string' }] }),
    row('ScrollViewContext.scrollTo', { kind: 'sync', call: 'object' }),
  ]

  it('call audio, editor and scroll-view', async () => {
    const { ctx, wx } = harness(rows)
    ctx.nodes['#a'] = [ctx.node(3, { tag: 'audio' })]
    ctx.nodes['#e'] = [ctx.node(4, { tag: 'editor' })]
    ctx.nodes['#s'] = [ctx.node(5, { tag: 'scroll-view', attributes: { enhanced: true } })]
    ctx.page.calls.insertText = () => ({})
    ctx.page.queries.fields = () => [[{}]]
    wx.createAudioContext('a').setSrc('https://example.com/a.mp3')
    const found = vi.fn()
    wx.createSelectorQuery().select('#e').context(found).exec()
    wx.createSelectorQuery().select('#s').node(found).exec()
    await settled()
    await found.mock.calls[0]?.[0].context.insertText({ text: 'x' })
    found.mock.calls[1]?.[0].node.scrollTo({ top: 9 })
    expect(ctx.page.of('call')).toEqual([
      [3, 'setSrc', { src: 'https://example.com/a.mp3' }],
      [4, 'insertText', { text: 'x' }],
      [5, 'scrollTo', { top: 9 }],
    ])
  })
})

describe('XR-frame', () => {
  it('is one system, which says that scenes are not run', () => {
    const { ctx, wx } = harness()
    expect(ctx.logs).toEqual([])
    const system = wx.getXrFrameSystem()
    expect(wx.getXrFrameSystem()).toBe(system)
    expect(ctx.logs).toEqual([['warn', expect.stringContaining('XR-frame scenes are not supported')]])
    expect(system.Vector3.createFromNumber(0, 3, 4).length()).toBe(5)
    expect(wx.canIUse('getXrFrameSystem')).toBe(false)
  })
})

describe('animations', () => {
  it('are made by wx.createAnimation', () => {
    const { wx } = harness()
    const { actions } = wx.createAnimation({ duration: 50 }).opacity(0.5).step().export()
    expect(actions).toHaveLength(1)
    expect(actions[0].option.transition.duration).toBe(50)
  })
})

describe('reports and logs', () => {
  it('go to the log', () => {
    const { ctx, wx } = harness()
    wx.reportAnalytics('bought', { price: 1 })
    wx.reportMonitor('1', 2)
    wx.reportPerformance(1, 2)
    wx.getRealtimeLogManager().tag('RealtimeTagLogManager').info('x')
    expect(ctx.logs).toHaveLength(4)
  })
})

describe('the older socket members', () => {
  it('hear and close the current socket', async () => {
    const { ctx, facade, wx } = harness()
    ctx.nativeAnswers.connectSocket = () => ({})
    ctx.nativeAnswers['SocketTask.close'] = () => ({})
    const heard: string[] = []
    wx.onSocketMessage((event: { data: string }) => heard.push(event.data))
    wx.onSocketError(() => heard.push('error'))
    wx.onSocketClose((event: { code: number }) => heard.push(String(event.code)))
    wx.connectSocket({ url: 'wss://example.com' })
    await settled()
    const id = ctx.natives[0]?.args.$task
    facade.emit('task', { id, type: 'open', header: {} })
    facade.emit('task', { id, type: 'message', data: 'hi' })
    await wx.closeSocket()
    facade.emit('task', { id, type: 'error', errMsg: 'x' })
    facade.emit('task', { id, type: 'close', code: 1000, reason: '' })
    expect(heard).toEqual(['hi', 'error', '1000'])
  })
})
