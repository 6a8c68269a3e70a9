import { describe, expect, it, vi } from 'vitest'
import { FakePage, settled } from './fake-context'
import { harness } from './wx-harness'

describe('routing', () => {
  it('resolves relative urls and keeps the query encoded', async () => {
    const { ctx, wx } = harness()
    const events = { back: () => {} }
    const result = await wx.navigateTo({ url: '../detail/detail?id=1&name=%E4%BD%A0&flag', events })
    expect(ctx.routes).toEqual([
      { kind: 'navigateTo', path: 'pages/detail/detail', query: { id: '1', name: '%E4%BD%A0', flag: '' }, events },
    ])
    expect(result).toEqual({ errMsg: 'navigateTo:ok', eventChannel: 'channel' })
  })

  it('refuses what WeChat refuses', async () => {
    const { ctx, wx } = harness()
    const refused = async (call: Promise<unknown>): Promise<unknown> => {
      try {
        return await call
      } catch (failure) {
        return (failure as { errMsg: string }).errMsg
      }
    }
    expect(await refused(wx.navigateTo({ url: '/pages/none/none' }))).toBe(
      'navigateTo:fail page "pages/none/none" is not found',
    )
    expect(await refused(wx.navigateTo({ url: '/pages/tab/tab' }))).toBe(
      'navigateTo:fail can not navigateTo a tabbar page',
    )
    expect(await refused(wx.redirectTo({ url: '/pages/tab/tab' }))).toBe(
      'redirectTo:fail can not redirectTo a tabbar page',
    )
    expect(await refused(wx.switchTab({ url: '/pages/detail/detail' }))).toBe(
      'switchTab:fail can not switch to no-tabBar page',
    )
    expect(await refused(wx.navigateTo({}))).toBe(
      'navigateTo:fail parameter error: parameter.url should be String instead of Undefined;',
    )
    expect(ctx.routes).toEqual([])
  })

  it('goes back by one unless told otherwise', async () => {
    const { ctx, wx } = harness()
    await wx.navigateBack()
    await wx.navigateBack({ delta: 9 })
    await wx.navigateBack({ delta: 0 })
    await wx.navigateBack({ delta: '2' })
    expect(ctx.backs).toEqual([1, 9, 1, 2])
  })

  it('passes on why the stack refuses', async () => {
    const { ctx, wx } = harness()
    ctx.routeFailure = 'cannot navigate back at first page.'
    await expect(wx.navigateBack()).rejects.toEqual({
      errMsg: 'navigateBack:fail cannot navigate back at first page.',
    })
  })

  it('drops the query of switchTab', async () => {
    const { ctx, wx } = harness()
    await wx.switchTab({ url: '/pages/tab/tab?a=1' })
    expect(ctx.routes[0]?.query).toEqual({})
  })
})

describe('toast and loading', () => {
  it('share one slot', async () => {
    const { ctx, wx } = harness()
    await wx.showToast({ title: 'hi', image: 'a.png' })
    await wx.showLoading({ title: 'wait', mask: true })
    await wx.hideToast()
    expect(ctx.page.of('toast')).toEqual([
      [{ kind: 'toast', title: 'hi', icon: 'success', image: '/pages/index/a.png', mask: false, duration: 1500 }],
      [{ kind: 'loading', title: 'wait', icon: 'loading', image: '', mask: true, duration: 0 }],
      [null],
    ])
  })

  it('do not hide each other with noConflict', async () => {
    const { ctx, wx } = harness()
    await wx.showToast({ title: 'hi' })
    await wx.hideLoading({ noConflict: true })
    expect(ctx.page.of('toast')).toHaveLength(1)
  })

  it('hide on the page that shows them', async () => {
    const { ctx, wx } = harness()
    const first = ctx.page
    await wx.showLoading({ title: 'wait' })
    ctx.pages = [first, new FakePage(2, 'pages/detail/detail')]
    await wx.hideLoading()
    expect(first.of('toast').at(-1)).toEqual([null])
  })

  it('wait for the first page', async () => {
    const { ctx, facade, wx } = harness()
    const { page } = ctx
    ctx.pages = []
    await wx.showLoading({ title: 'start' })
    ctx.pages = [page]
    facade.emit('onAppRoute', { path: page.route })
    expect(page.of('toast')).toMatchObject([[{ kind: 'loading', title: 'start' }]])
  })
})

describe('dialogs', () => {
  it('showModal succeeds on cancel', async () => {
    const { ctx, wx } = harness()
    const modal = wx.showModal({ title: 't', content: 'c', confirmText: '好' })
    expect(ctx.chromes[0]).toMatchObject({
      command: 'modal',
      params: { title: 't', content: 'c', showCancel: true, cancelText: '取消', confirmText: '好', editable: false },
    })
    ctx.chromes[0]?.reply?.({ confirm: false, cancel: true })
    await expect(modal).resolves.toEqual({ confirm: false, cancel: true, content: null, errMsg: 'showModal:ok' })
  })

  it('showModal returns what was typed', async () => {
    const { ctx, wx } = harness()
    const modal = wx.showModal({ editable: true })
    ctx.chromes[0]?.reply?.({ confirm: true, content: 'abc' })
    await expect(modal).resolves.toMatchObject({ confirm: true, content: 'abc' })
  })

  it('showModal limits its buttons to four characters', async () => {
    const { wx } = harness()
    await expect(wx.showModal({ confirmText: '五个字按钮' })).rejects.toMatchObject({
      errMsg: 'showModal:fail confirmText length should not larger than 4 Chinese characters',
    })
    void wx.showModal({ confirmText: 'Continue' })
  })

  it('showActionSheet gives the index, and fails on cancel', async () => {
    const { ctx, wx } = harness()
    const first = wx.showActionSheet({ itemList: ['a', 'b'] })
    ctx.chromes[0]?.reply?.({ tapIndex: 1 })
    await expect(first).resolves.toMatchObject({ tapIndex: 1 })
    const second = wx.showActionSheet({ itemList: ['a'] })
    ctx.chromes[1]?.reply?.({ cancel: true })
    await expect(second).rejects.toEqual({ errMsg: 'showActionSheet:fail cancel' })
  })

  it('showActionSheet checks its items', async () => {
    const { wx } = harness()
    await expect(wx.showActionSheet({ itemList: ['1', '2', '3', '4', '5', '6', '7'] })).rejects.toMatchObject({
      errMsg: 'showActionSheet:fail parameter error: itemList should not be larger than 6;',
    })
    await expect(wx.showActionSheet({ itemList: ['1', 2] })).rejects.toMatchObject({
      errMsg: 'showActionSheet:fail parameter error: parameter.itemList[1] should be String instead of Number;',
    })
  })

  it('previewImage opens at once, on the current url', async () => {
    const { ctx, wx } = harness()
    await wx.previewImage({ urls: ['https://a.example/1.png', '/b.png'], current: '/b.png' })
    expect(ctx.chromes[0]).toMatchObject({
      command: 'previewImage',
      params: { urls: ['https://a.example/1.png', '/b.png'], current: 1, kind: 'image' },
    })
  })
})

describe('navigation bar', () => {
  it('changes the current page', async () => {
    const { ctx, wx } = harness()
    await wx.setNavigationBarTitle({ title: 'T' })
    await wx.showNavigationBarLoading()
    await wx.setNavigationBarColor({
      frontColor: '#FFFFFF',
      backgroundColor: '#F00',
      animation: { duration: 400, timingFunc: 'easeIn' },
    })
    expect(ctx.page.of('setNav')).toEqual([
      [{ title: 'T' }],
      [{ loading: true }],
      [
        { frontColor: '#ffffff', backgroundColor: '#ff0000' },
        { duration: 400, timingFunc: 'easeIn' },
      ],
    ])
    await expect(
      wx.setNavigationBarColor({ frontColor: 'red', backgroundColor: '#000000' }),
    ).rejects.toMatchObject({ errMsg: 'setNavigationBarColor:fail invalid frontColor "red"' })
  })
})

describe('tab bar', () => {
  const state = () => ({
    list: [{ pagePath: 'pages/tab/tab', text: 'Tab' }],
    color: '#000000',
    selectedColor: '#000000',
    backgroundColor: '#ffffff',
    borderStyle: 'black',
    visible: true,
    custom: false,
  })

  it('only works on a tab page', async () => {
    const { ctx, wx } = harness()
    ctx.tabState = state()
    await expect(wx.setTabBarBadge({ index: 0, text: '1' })).rejects.toMatchObject({
      errMsg: 'setTabBarBadge:fail not TabBar page',
    })
    ctx.pages = [new FakePage(2, 'pages/tab/tab', true)]
    await wx.setTabBarBadge({ index: 0, text: '12345' })
    expect(ctx.tabState.list[0]?.badge).toBe('...')
    await wx.showTabBarRedDot({ index: 0 })
    expect(ctx.tabState.list[0]).toMatchObject({ badge: '', redDot: true })
    await wx.hideTabBar({ animation: true })
    expect(ctx.tabState.visible).toBe(false)
    expect(ctx.tabCommits).toEqual([false, false, true])
    await expect(wx.setTabBarBadge({ index: 4, text: '1' })).rejects.toMatchObject({
      errMsg: 'setTabBarBadge:fail tabbar item not found',
    })
  })
})

describe('page appearance', () => {
  it('scrolls to a position or to a node', async () => {
    const { ctx, wx } = harness()
    await wx.pageScrollTo({ scrollTop: 10 })
    ctx.nodes['#end'] = [ctx.node(7)]
    ctx.page.queries.fields = () => [[{ top: 30 }], [{ scrollTop: 100 }]]
    await wx.pageScrollTo({ selector: '#end', duration: 0, offsetTop: -5 })
    expect(ctx.page.of('scrollTo')).toEqual([
      [10, 300],
      [125, 0],
    ])
    await expect(wx.pageScrollTo({ selector: '#no' })).rejects.toMatchObject({
      errMsg: 'pageScrollTo:fail can not find node "#no"',
    })
  })

  it('loads global fonts on later pages too', async () => {
    const { ctx, facade, wx } = harness()
    await wx.loadFontFace({ family: 'F', source: 'url("f.woff")', global: true })
    expect(ctx.page.of('loadFont')).toEqual([['F', 'url("/pages/index/f.woff")', {}]])
    facade.emit('onAppRoute', {})
    expect(ctx.page.of('loadFont')).toHaveLength(1)
    const next = new FakePage(2, 'pages/detail/detail')
    ctx.pages.push(next)
    facade.emit('onAppRoute', {})
    expect(next.of('loadFont')).toHaveLength(1)
  })
})

describe('instance methods', () => {
  it('animate every matching node, then call back', async () => {
    const { ctx, facade } = harness()
    ctx.nodes['.box'] = [ctx.node(3), ctx.node(4)]
    const done = vi.fn()
    facade.instanceMethods.animate?.call(ctx.page.instance, '.box', [{ opacity: 0 }, { opacity: 1 }], 500, done)
    expect(ctx.page.of('animate').map(([node]) => node)).toEqual([3, 4])
    expect(done).not.toHaveBeenCalled()
    await settled()
    expect(done).toHaveBeenCalledOnce()
    facade.instanceMethods.clearAnimation?.call(ctx.page.instance, '.box', { opacity: true }, () => {})
    expect(ctx.page.of('animate').at(-1)).toEqual([4, null, { opacity: true }])
  })

  it('drive an animation by scrolling', () => {
    const { ctx, facade } = harness()
    ctx.nodes['.box'] = [ctx.node(3)]
    ctx.nodes['#scroller'] = [ctx.node(9)]
    facade.instanceMethods.animate?.call(ctx.page.instance, '.box', [], 0, {
      scrollSource: '#scroller',
      timeRange: 200,
    })
    expect(ctx.page.of('animate')[0]?.[2]).toEqual({ duration: 0, scrollTimeline: { timeRange: 200, source: 9 } })
  })
})
