import { describe, expect, it, vi } from 'vitest'
import { Animation } from './animation'
import { decodeBase64, encodeBase64 } from './base64'
import { EventChannel } from './event-channel'
import { parsePageUrl, resolvePath, resourceAddress } from './package-path'
import { harness } from './wx-harness'

describe('animation', () => {
  it('exports WeChat’s format and forgets exported steps', () => {
    const animation = new Animation({ duration: 1000, timingFunction: 'ease' })
    animation.rotate(45).scale(2).step().width(100).opacity(0.5).step({ duration: 10, delay: 5, transformOrigin: '0 0' })
    const rotate = { type: 'rotate', args: [45] }
    const scale = { type: 'scale', args: [2, 2] }
    expect(animation.export()).toEqual({
      actions: [
        {
          animates: [rotate, scale],
          option: {
            transformOrigin: '50% 50% 0',
            transition: { duration: 1000, timingFunction: 'ease', delay: 0 },
          },
        },
        {
          animates: [
            rotate,
            scale,
            { type: 'style', args: ['width', '100px'] },
            { type: 'style', args: ['opacity', 0.5] },
          ],
          option: { transformOrigin: '0 0', transition: { duration: 10, timingFunction: 'ease', delay: 5 } },
        },
      ],
    })
    expect(animation.export()).toEqual({ actions: [] })
  })

  it('records in the copy that setData makes of it, and by the options that were changed there', () => {
    const copy: Animation = Object.assign(Object.create(null), new Animation({ duration: 1000 }))
    copy.option = JSON.parse(JSON.stringify(copy.option))
    copy.option.transition.duration = 0
    expect(copy.translateX(5).step().export().actions).toEqual([
      {
        animates: [{ type: 'translateX', args: [5] }],
        option: {
          transformOrigin: '50% 50% 0',
          transition: { duration: 0, timingFunction: 'linear', delay: 0 },
        },
      },
    ])
  })

  it('replaces a transform of the same kind and keeps lengths raw', () => {
    const animation = new Animation()
    animation.translate(10).step().translate('50%', 3).backgroundColor('red').step()
    const { actions } = animation.export()
    expect(actions[0]?.animates).toEqual([{ type: 'translate', args: [10, 0] }])
    expect(actions[1]?.animates).toEqual([
      { type: 'translate', args: ['50%', 3] },
      { type: 'style', args: ['background-color', 'red'] },
    ])
    expect(actions[0]?.option.transition).toEqual({ duration: 400, timingFunction: 'linear', delay: 0 })
  })
})

describe('base64', () => {
  it('goes there and back at every remainder', () => {
    for (const length of [0, 1, 2, 3, 4, 255, 0x3000, 0x3001, 0x6002]) {
      const bytes = Uint8Array.from({ length }, (_unused, index) => (index * 7 + length) & 255)
      const text = encodeBase64(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect(new Uint8Array(decodeBase64(text))).toEqual(bytes)
    }
  })

  it('is what wx offers', () => {
    const { wx } = harness()
    expect(wx.arrayBufferToBase64(new Uint8Array([104, 105]).buffer)).toBe('aGk=')
    expect(new Uint8Array(wx.base64ToArrayBuffer('aGk='))).toEqual(new Uint8Array([104, 105]))
    expect(() => wx.arrayBufferToBase64('x')).toThrow(/^arrayBufferToBase64:fail parameter error/)
  })

  it('encodes the part of a buffer that a view shows', () => {
    const bytes = new Uint8Array([1, 2, 3, 4])
    expect(encodeBase64(bytes.subarray(1, 3))).toBe('AgM=')
  })
})

declare const Buffer: { from(bytes: Uint8Array): { toString(encoding: string): string } }

describe('event channels', () => {
  it('reach the other end', () => {
    const [opener, opened] = EventChannel.pair(() => {})
    const seen = vi.fn()
    opened.on('data', seen)
    opener.emit('data', 1, 2)
    opened.emit('data', 3)
    expect(seen.mock.calls).toEqual([[1, 2]])
  })

  it('keep what comes before the first listener', () => {
    const [opener, opened] = EventChannel.pair(() => {})
    opener.emit('data', 'early')
    const seen = vi.fn()
    opened.once('data', seen)
    opener.emit('data', 'late')
    expect(seen.mock.calls).toEqual([['early']])
  })

  it('take listeners off and survive their errors', () => {
    const report = vi.fn()
    const [opener, opened] = EventChannel.pair(report)
    const kept = vi.fn()
    const gone = vi.fn()
    opened.on('x', () => {
      throw new Error('bug')
    })
    opened.on('x', gone)
    opened.on('x', kept)
    opened.off('x', gone)
    opener.emit('x')
    expect(report).toHaveBeenCalledOnce()
    expect(gone).not.toHaveBeenCalled()
    expect(kept).toHaveBeenCalledOnce()
  })
})

describe('addresses', () => {
  it('resolve against the page', () => {
    expect(resolvePath('../b/c', 'pages/a/a')).toBe('pages/b/c')
    expect(resolvePath('/x/./y', 'pages/a/a')).toBe('x/y')
    expect(resourceAddress('img.png', 'pages/a/a')).toBe('/pages/a/img.png')
    expect(resourceAddress('wxfile://tmp_1', 'pages/a/a')).toBe('wxfile://tmp_1')
    expect(resourceAddress('data:image/png;base64,AA', 'p/p')).toBe('data:image/png;base64,AA')
  })

  it('keep everything after the first equals sign', () => {
    expect(parsePageUrl('/p/p.html?u=a=b&&c', '')).toEqual({ path: 'p/p', query: { u: 'a=b', c: '' }, hasQuery: true })
  })
})

describe('system information', () => {
  it('describes window and device', () => {
    const { wx } = harness()
    const info = wx.getSystemInfoSync()
    expect(info).toMatchObject({
      platform: 'devtools',
      SDKVersion: '3.7.0',
      pixelRatio: 3,
      screenWidth: 375,
      windowHeight: 600,
      statusBarHeight: 44,
      safeArea: { top: 44, bottom: 778, height: 734, left: 0, right: 375, width: 375 },
    })
    expect(info.theme).toBeUndefined()
    expect(wx.getMenuButtonBoundingClientRect()).toEqual({
      width: 87,
      height: 32,
      top: 48,
      right: 368,
      bottom: 80,
      left: 281,
    })
  })

  it('computes the window before there is a page', () => {
    const { ctx, wx } = harness()
    ctx.pages = []
    expect(wx.getWindowInfo().windowHeight).toBe(812 - 44 - 44)
    ctx.app.config.window = { navigationStyle: 'custom' }
    expect(wx.getWindowInfo().windowHeight).toBe(812)
  })

  it('takes device facts from native code', async () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.$deviceFacts = () => ({ brand: 'B', model: 'M', authorize: { cameraAuthorized: 'denied' } })
    expect(wx.getDeviceInfo()).toMatchObject({ brand: 'B', model: 'M' })
    expect(wx.getAppAuthorizeSetting()).toMatchObject({ cameraAuthorized: 'denied', albumAuthorized: 'authorized' })
    await expect(wx.getSystemInfo()).resolves.toMatchObject({ cameraAuthorized: false, errMsg: 'getSystemInfo:ok' })
  })

  it('calls back inside of getSystemInfo, and later in getSystemInfoAsync', () => {
    const { wx } = harness()
    const done: string[] = []
    wx.getSystemInfo({ success: () => done.push('success'), complete: () => done.push('complete') })
    wx.getSystemInfoAsync({ success: () => done.push('async') })
    expect(done).toEqual(['success', 'complete'])
  })

  it('knows the app', () => {
    const { wx } = harness()
    expect(wx.env.USER_DATA_PATH).toBe('wxfile://usr')
    expect(wx.version.version).toBe(wx.getAppBaseInfo().SDKVersion)
    expect(wx.getAccountInfoSync().miniProgram).toEqual({
      appId: 'wx0000000000000001',
      envVersion: 'develop',
      version: '',
    })
    expect(wx.getLaunchOptionsSync()).toEqual({ path: 'pages/index/index', query: {}, scene: 1001 })
  })
})

describe('canIUse', () => {
  const { wx } = harness()
  it.each([
    ['request', true],
    ['wx.request', true],
    ['request.object.method.GET', true],
    ['request.object.method.PATCH', false],
    ['request.success.statusCode', true],
    ['request.success.nothing', false],
    ['showToast.object.image', true],
    ['showToast.object.none', false],
    ['getSystemInfoSync.return.safeArea', true],
    ['getUpdateManager', true],
    ['VideoContext.seek', true],
    ['VideoContext', true],
    ['InnerAudioContext.volume', true],
    ['faceDetect', false],
    ['noSuchThing', false],
    ['button', true],
    ['button.open-type.chooseAvatar', true],
    ['button.open-type.none', false],
    ['button.openType', true],
    ['input.type.nickname', true],
    ['text.user-select', true],
    ['image.bindload', true],
    ['image.load', true],
    ['ad', false],
    ['', false],
  ])('%s: %s', (schema, expected) => {
    expect(wx.canIUse(schema)).toBe(expected)
  })
})

describe('log managers', () => {
  it('write to the console, with tag and filter', () => {
    const { ctx, wx } = harness()
    wx.getLogManager().warn('a', { b: 1 })
    const tagged = wx.getRealtimeLogManager().tag('page')
    tagged.addFilterMsg('x')
    tagged.error('c')
    expect(ctx.logs).toEqual([
      ['warn', 'a', { b: 1 }],
      ['error', '[page]', 'c'],
    ])
    expect(tagged.getCurrentState().filterMsgs).toEqual(['x'])
  })
})

describe('reports', () => {
  it('go to the log', () => {
    const { ctx, wx } = harness()
    wx.reportEvent('buy', { price: 1 })
    expect(ctx.logs).toEqual([['info', 'reportEvent', 'buy', { price: 1 }]])
  })
})

describe('performance', () => {
  it('times routes and tells observers', () => {
    const { facade, wx } = harness()
    const seen = vi.fn()
    const performance = wx.getPerformance()
    performance.createObserver((list: { getEntries(): unknown[] }) => seen(list.getEntries())).observe({ entryTypes: ['navigation'] })
    facade.emit('onBeforeAppRoute', { path: 'pages/a/a' })
    facade.emit('onAppRouteDone', { path: 'pages/a/a' })
    expect(performance.getEntriesByType('navigation')).toMatchObject([{ name: 'route', path: 'pages/a/a' }])
    expect(seen).toHaveBeenCalledOnce()
  })
})
