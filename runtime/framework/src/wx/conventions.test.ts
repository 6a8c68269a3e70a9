import { describe, expect, it, vi } from 'vitest'
import { Refusal, settled } from './fake-context'
import { harness } from './wx-harness'

describe('asynchronous members', () => {
  it('calls success, then complete, with ok', async () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.getStorage = () => ({ data: 5 })
    const order: unknown[] = []
    const returned = wx.getStorage({
      key: 'k',
      success: (result: unknown) => order.push(['success', result]),
      fail: () => order.push('fail'),
      complete: (result: unknown) => order.push(['complete', result]),
    })
    expect(returned).toBeUndefined()
    await settled()
    expect(order).toEqual([
      ['success', { data: 5, errMsg: 'getStorage:ok' }],
      ['complete', { data: 5, errMsg: 'getStorage:ok' }],
    ])
  })

  it('calls fail, then complete, with the reason and the numbers', async () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.getStorage = () => {
      throw new Refusal({ message: 'data not found', errno: 1300002, errCode: 7, extra: { key: 'k' } })
    }
    const fail = vi.fn()
    const complete = vi.fn()
    wx.getStorage({ key: 'k', fail, complete })
    await settled()
    const object = { errMsg: 'getStorage:fail data not found', errno: 1300002, errCode: 7, key: 'k' }
    expect(fail).toHaveBeenCalledWith(object)
    expect(complete).toHaveBeenCalledWith(object)
    expect(fail.mock.invocationCallOrder[0]).toBeLessThan(complete.mock.invocationCallOrder[0] ?? 0)
  })

  it('promises only without callbacks', async () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.getStorage = () => ({ data: 'x' })
    await expect(wx.getStorage({ key: 'k' })).resolves.toEqual({ data: 'x', errMsg: 'getStorage:ok' })
    expect(wx.getStorage({ key: 'k', complete: () => {} })).toBeUndefined()
  })

  it('rejects with the failure object', async () => {
    const { wx } = harness()
    await expect(wx.getStorage({})).rejects.toEqual({
      errMsg: 'getStorage:fail parameter error: parameter.key should be String instead of Undefined;',
      errno: 1001,
    })
  })

  it('names the actual type', async () => {
    const { wx } = harness()
    await expect(wx.showToast({ title: 12 })).rejects.toMatchObject({
      errMsg: 'showToast:fail parameter error: parameter.title should be String instead of Number;',
    })
    await expect(wx.showToast('hi')).rejects.toMatchObject({
      errMsg: 'showToast:fail parameter error: parameter should be Object instead of String;',
    })
    await expect(wx.setTabBarBadge({ index: null })).rejects.toMatchObject({
      errMsg:
        'setTabBarBadge:fail parameter error: parameter.index should be Number instead of Null;parameter.text should be String instead of Undefined;',
    })
  })

  it('never calls back inside the call', async () => {
    const { wx } = harness()
    const seen: string[] = []
    wx.showToast({ title: 'a', success: () => seen.push('success') })
    seen.push('after')
    await settled()
    expect(seen).toEqual(['after', 'success'])
  })

  it('reports what a callback throws and still calls complete', async () => {
    const { ctx, wx } = harness()
    const complete = vi.fn()
    const bug = new Error('bug')
    wx.showToast({
      title: 'a',
      success: () => {
        throw bug
      },
      complete,
    })
    await settled()
    expect(ctx.errors).toEqual([bug])
    expect(complete).toHaveBeenCalledOnce()
  })

  it('sends arguments without callbacks and functions, converting what phones convert', () => {
    const { ctx, wx } = harness()
    wx.request({ url: 'https://a.example/', timeout: '5000', method: null, helper: () => {}, success() {} })
    expect(ctx.natives).toEqual([
      { name: 'request', args: { url: 'https://a.example/', timeout: 5000, $task: 1 } },
    ])
  })

  it('refuses optional values that cannot be converted', async () => {
    const { wx } = harness()
    await expect(wx.showModal({ title: { text: 'x' } })).rejects.toMatchObject({
      errMsg: 'showModal:fail parameter error: parameter.title should be String instead of Object;',
    })
    await expect(wx.showToast({ title: 't', duration: 'long' })).rejects.toMatchObject({
      errMsg: 'showToast:fail parameter error: parameter.duration should be Number instead of String;',
    })
  })

  it('hands array buffers over as they are', async () => {
    const { ctx, wx } = harness()
    const buffer = new Uint8Array([1, 2]).buffer
    ctx.nativeAnswers['FileSystemManager.readFile'] = () => ({ data: buffer })
    const result = await wx.getFileSystemManager().readFile({ filePath: '/a' })
    expect(result.data).toBe(buffer)
    wx.request({ url: 'u', data: buffer })
    expect(ctx.natives.at(-1)?.args.data).toBe(buffer)
  })
})

describe('synchronous members', () => {
  it('name positional arguments', () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers['FileSystemManager.readFileSync'] = () => 'text'
    expect(wx.getFileSystemManager().readFileSync('/a', 'utf8')).toBe('text')
    expect(ctx.natives).toEqual([
      { name: 'FileSystemManager.readFileSync', args: { filePath: '/a', encoding: 'utf8' } },
    ])
  })

  it('take an options object where the row says so', () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers['FileSystemManager.openSync'] = () => '3'
    expect(wx.getFileSystemManager().openSync({ filePath: '/a', flag: 'r' })).toBe('3')
    expect(ctx.natives[0]?.args).toEqual({ filePath: '/a', flag: 'r' })
  })

  it('throw errors that have message and errMsg', () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers['FileSystemManager.readFileSync'] = () => {
      throw new Refusal({ message: 'no such file or directory, open /x', errno: 1300002 })
    }
    let thrown: unknown
    try {
      wx.getFileSystemManager().readFileSync('/x')
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(Error)
    expect(thrown).toMatchObject({
      message: 'readFileSync:fail no such file or directory, open /x',
      errMsg: 'readFileSync:fail no such file or directory, open /x',
      errno: 1300002,
    })
  })

  it('check their arguments', () => {
    const { wx } = harness()
    expect(() => wx.getStorageSync()).toThrow(
      'getStorageSync:fail parameter error: parameter.key should be String instead of Undefined;',
    )
  })
})

describe('tap gate', () => {
  it('refuses outside a tap', async () => {
    const { wx } = harness()
    await expect(wx.openSetting()).rejects.toMatchObject({
      errMsg: 'openSetting:fail can only be invoked by user TAP gesture.',
    })
  })

  it('lets a tap through', async () => {
    const { ctx, wx } = harness()
    ctx.tapped = true
    ctx.nativeAnswers.openSetting = () => ({ authSetting: {} })
    await expect(wx.openSetting()).resolves.toMatchObject({ errMsg: 'openSetting:ok' })
  })

  it('is granted in the callbacks of showModal and requestPayment', async () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.requestPayment = () => ({})
    await wx.requestPayment({})
    expect(ctx.tapped).toBe(true)
    ctx.tapped = false
    const modal = wx.showModal({ title: 't' })
    ctx.chromes[0]?.reply?.({ confirm: true })
    await modal
    expect(ctx.tapped).toBe(true)
  })

  it('is inherited through request only where there was a tap', async () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.request = () => ({})
    wx.request({ url: 'u', success() {} })
    await settled()
    expect(ctx.tapped).toBe(false)
    ctx.tapped = true
    wx.request({ url: 'u', success() {} })
    ctx.tapped = false
    await settled()
    expect(ctx.tapped).toBe(true)
  })
})

describe('members that are not supported', () => {
  it('fail asynchronously with errno 100', async () => {
    const { wx } = harness()
    await expect(wx.faceDetect({})).rejects.toEqual({ errMsg: 'faceDetect:fail not supported', errno: 100 })
  })

  it('throw when synchronous', () => {
    const { wx } = harness()
    expect(() => wx.isVKSupport()).toThrow('isVKSupport:fail not supported')
    expect(() => wx.getNFCAdapter()).toThrow('getNFCAdapter:fail not supported')
  })

  it('give adverts that report through onError', async () => {
    const { ctx, wx } = harness()
    const ad = wx.createInterstitialAd({ adUnitId: 'x' })
    const onError = vi.fn()
    ad.onError(onError)
    ctx.runTimers()
    expect(onError).toHaveBeenCalledWith({ errMsg: 'createInterstitialAd:fail not supported', errno: 100 })
    await expect(ad.show()).rejects.toMatchObject({ errMsg: 'show:fail not supported' })
  })

  it('warn once about listeners that will not be called', () => {
    const { ctx, wx } = harness()
    wx.onBeaconUpdate(() => {})
    wx.onBeaconUpdate(() => {})
    expect(ctx.logs).toHaveLength(1)
  })

  it('keep wx.cloud loadable and failing', async () => {
    const { wx } = harness()
    wx.cloud.init({ env: 'x' })
    const todos = wx.cloud.database().collection('todos')
    await expect(todos.where({ done: false }).limit(3).get()).rejects.toMatchObject({ errno: 100 })
    expect(wx.cloud.downloadFile({ fileID: 'x', fail() {} }).abort).toBeTypeOf('function')
    await expect(wx.cloud.downloadFile({ fileID: 'x' })).rejects.toMatchObject({ errno: 100 })
    await expect(wx.cloud.callFunction({ name: 'f' })).rejects.toMatchObject({
      errMsg: 'cloud.callFunction:fail not supported',
    })
    expect(wx.canIUse('cloud')).toBe(false)
  })
})

describe('the wx object', () => {
  it('has only replaceable members', () => {
    const { wx } = harness()
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(wx))) {
      expect(descriptor, name).toMatchObject({ writable: true, configurable: true, enumerable: true })
    }
  })
})
