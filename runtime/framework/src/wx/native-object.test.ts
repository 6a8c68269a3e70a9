import { describe, expect, it, vi } from 'vitest'
import { Refusal, settled } from './fake-context'
import { harness } from './wx-harness'

describe('tasks', () => {
  it('return an object at once, whose events arrive by id', async () => {
    const { ctx, facade, wx } = harness()
    const task = wx.request({ url: 'u', success() {} })
    const headers = vi.fn()
    task.onHeadersReceived(headers)
    expect(facade.emit('task', { id: 1, type: 'headersReceived', header: { a: 'b' }, statusCode: 200 })).toBe(1)
    expect(headers).toHaveBeenCalledWith({ header: { a: 'b' }, statusCode: 200 })
    task.offHeadersReceived(headers)
    expect(facade.emit('task', { id: 1, type: 'headersReceived' })).toBe(0)
    ctx.nativeAnswers['RequestTask.abort'] = () => null
    task.abort()
    expect(ctx.natives.at(-1)).toEqual({ name: 'RequestTask.abort', args: { $task: 1 } })
  })

  it('never promise', () => {
    const { wx } = harness()
    expect(wx.request({ url: 'u' }).then).toBeUndefined()
  })

  it('abort after the end is nothing', async () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.request = () => ({ statusCode: 200 })
    const task = wx.request({ url: 'u' })
    await settled()
    expect(() => task.abort()).not.toThrow()
  })

  it('fail at once when aborted, whatever native code answers', async () => {
    const { ctx, facade, wx } = harness()
    ctx.nativeAnswers.request = () => ({ statusCode: 200 })
    ctx.nativeAnswers['RequestTask.abort'] = () => null
    const success = vi.fn()
    const fail = vi.fn()
    const complete = vi.fn()
    const task = wx.request({ url: 'u', success, fail, complete })
    task.onHeadersReceived(() => {})
    task.abort()
    expect(facade.emit('task', { id: 1, type: 'headersReceived' })).toBe(0)
    await settled()
    expect(success).not.toHaveBeenCalled()
    expect(fail).toHaveBeenCalledWith({ errMsg: 'request:fail abort' })
    expect(complete).toHaveBeenCalledOnce()
  })

  it('start nothing when an argument is wrong', async () => {
    const { ctx, wx } = harness()
    const fail = vi.fn()
    const task = wx.request({ fail })
    await settled()
    expect(fail).toHaveBeenCalledWith({
      errMsg: 'request:fail parameter error: parameter.url should be String instead of Undefined;',
      errno: 1001,
    })
    expect(ctx.natives).toEqual([])
    expect(typeof task.abort).toBe('function')
  })
})

describe('sockets', () => {
  it('track their state', async () => {
    const { ctx, facade, wx } = harness()
    ctx.nativeAnswers.connectSocket = () => ({})
    const socket = wx.connectSocket({ url: 'wss://a.example' })
    const onMessage = vi.fn()
    const onClose = vi.fn()
    socket.onMessage(onMessage)
    socket.onClose(onClose)
    await settled()
    expect(socket.readyState).toBe(socket.CONNECTING)
    facade.emit('task', { id: 1, type: 'open', header: {} })
    expect(socket.readyState).toBe(socket.OPEN)
    facade.emit('task', { id: 1, type: 'message', data: 'hi' })
    expect(onMessage).toHaveBeenCalledWith({ data: 'hi' })
    socket.close({ code: 1000 })
    expect(socket.readyState).toBe(socket.CLOSING)
    facade.emit('task', { id: 1, type: 'close', code: 1000, reason: '' })
    expect(socket.readyState).toBe(socket.CLOSED)
    expect(onClose).toHaveBeenCalledWith({ code: 1000, reason: '' })
    ctx.runTimers()
    expect(facade.emit('task', { id: 1, type: 'message', data: 'late' })).toBe(0)
  })

  it('are closed when the call fails', async () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.connectSocket = () => {
      throw new Refusal({ message: 'url not in domain list', errno: 600002 })
    }
    const fail = vi.fn()
    const socket = wx.connectSocket({ url: 'wss://a.example', fail })
    await settled()
    expect(fail).toHaveBeenCalledWith({ errMsg: 'connectSocket:fail url not in domain list', errno: 600002 })
    expect(socket.readyState).toBe(socket.CLOSED)
  })

  it('serve the global members', async () => {
    const { ctx, facade, wx } = harness()
    await expect(wx.sendSocketMessage({ data: 'x' })).rejects.toMatchObject({
      errMsg: 'sendSocketMessage:fail WebSocket is not connected',
    })
    ctx.nativeAnswers.connectSocket = () => ({})
    ctx.nativeAnswers['SocketTask.send'] = () => ({})
    const first = vi.fn()
    const second = vi.fn()
    wx.onSocketOpen(first)
    wx.onSocketOpen(second)
    wx.connectSocket({ url: 'wss://a.example' })
    facade.emit('task', { id: 1, type: 'open', header: {} })
    expect(first).not.toHaveBeenCalled()
    expect(second).toHaveBeenCalledWith({ header: {} })
    await expect(wx.sendSocketMessage({ data: 'x' })).resolves.toMatchObject({ errMsg: 'sendSocketMessage:ok' })
    expect(ctx.natives.at(-1)).toEqual({ name: 'SocketTask.send', args: { data: 'x', $task: 1 } })
  })
})

describe('privacy', () => {
  it('asks the last listener, and passes its decision on', () => {
    const { ctx, facade, wx } = harness()
    ctx.nativeAnswers.$resolvePrivacy = () => null
    const overwritten = vi.fn()
    wx.onNeedPrivacyAuthorization(overwritten)
    wx.onNeedPrivacyAuthorization((resolve: (decision: unknown) => void, info: unknown) => {
      expect(info).toEqual({ referrer: 'chooseImage' })
      resolve({ event: 'agree', buttonId: 'b' })
    })
    expect(facade.emit('onNeedPrivacyAuthorization', { request: 4, referrer: 'chooseImage' })).toBe(1)
    expect(overwritten).not.toHaveBeenCalled()
    expect(ctx.natives).toEqual([
      { name: '$resolvePrivacy', args: { request: 4, event: 'agree', buttonId: 'b' } },
    ])
  })

  it('says when nobody listens', () => {
    const { ctx, facade } = harness()
    ctx.nativeAnswers.$resolvePrivacy = () => null
    facade.emit('onNeedPrivacyAuthorization', { request: 4, referrer: 'chooseImage' })
    expect(ctx.natives[0]?.args).toEqual({ request: 4, event: 'unheard' })
  })
})

describe('managers', () => {
  it('are made natively with their identity', () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.createInnerAudioContext = () => null
    wx.createInnerAudioContext()
    expect(ctx.natives).toEqual([{ name: 'createInnerAudioContext', args: { $task: 1 } }])
  })

  it('read and write properties', () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.createInnerAudioContext = () => null
    ctx.nativeAnswers['InnerAudioContext.set'] = () => null
    ctx.nativeAnswers['InnerAudioContext.get'] = ({ name }) => (name === 'volume' ? 0.5 : undefined)
    const audio = wx.createInnerAudioContext()
    audio.src = '/a.mp3'
    expect(ctx.natives.at(-1)).toEqual({
      name: 'InnerAudioContext.set',
      args: { $task: 1, name: 'src', value: '/a.mp3' },
    })
    expect(audio.volume).toBe(0.5)
    const before = ctx.natives.length
    audio.duration = 3
    expect(ctx.natives).toHaveLength(before)
  })

  it('report failures through onError', () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.createInnerAudioContext = () => null
    ctx.nativeAnswers['InnerAudioContext.play'] = () => {
      throw new Refusal({ message: 'no src', errCode: 10001 })
    }
    const audio = wx.createInnerAudioContext()
    const onError = vi.fn()
    audio.onError(onError)
    audio.play()
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ errMsg: 'play:fail no src', errCode: 10001 }))
  })

  it('keep one file system manager without identity', () => {
    const { ctx, wx } = harness()
    expect(wx.getFileSystemManager()).toBe(wx.getFileSystemManager())
    expect(ctx.natives).toEqual([])
  })

  it('are made once where there is only one', () => {
    const { ctx, facade, wx } = harness()
    ctx.nativeAnswers.getUpdateManager = () => null
    const updates = wx.getUpdateManager()
    expect(wx.getUpdateManager()).toBe(updates)
    const seen = vi.fn()
    updates.onCheckForUpdate(seen)
    facade.emit('task', { id: 1, type: 'checkForUpdate', hasUpdate: false })
    expect(seen).toHaveBeenCalledWith({ hasUpdate: false })
  })

  it('throw what has no onError to go to', () => {
    const { ctx, wx } = harness()
    ctx.nativeAnswers.getUpdateManager = () => null
    ctx.nativeAnswers['UpdateManager.applyUpdate'] = () => {
      throw new Refusal({ message: 'update is not ready', errno: 103102 })
    }
    expect(() => wx.getUpdateManager().applyUpdate()).toThrow('applyUpdate:fail update is not ready')
  })

  it('stop getting events once destroyed', () => {
    const { ctx, facade, wx } = harness()
    ctx.nativeAnswers.createInnerAudioContext = () => null
    ctx.nativeAnswers['InnerAudioContext.destroy'] = () => null
    const audio = wx.createInnerAudioContext()
    audio.onTimeUpdate(() => {})
    expect(facade.emit('task', { id: 1, type: 'timeUpdate' })).toBe(1)
    audio.destroy()
    expect(facade.emit('task', { id: 1, type: 'timeUpdate' })).toBe(0)
  })
})

describe('events', () => {
  it('go to each listener once, and off takes one or all', () => {
    const { facade, wx } = harness()
    const first = vi.fn()
    const second = vi.fn()
    wx.onNetworkStatusChange(first)
    wx.onNetworkStatusChange(first)
    wx.onNetworkStatusChange(second)
    expect(facade.emit('onNetworkStatusChange', { isConnected: true })).toBe(2)
    wx.offNetworkStatusChange(first)
    expect(facade.emit('onNetworkStatusChange', {})).toBe(1)
    wx.offNetworkStatusChange()
    expect(facade.emit('onNetworkStatusChange', {})).toBe(0)
    expect(first).toHaveBeenCalledOnce()
  })

  it('start the sensor that listening starts on phones', () => {
    const { ctx, wx } = harness()
    wx.onAccelerometerChange(() => {})
    wx.onAccelerometerChange(() => {})
    expect(ctx.natives).toEqual([{ name: 'startAccelerometer', args: {} }])
  })

  it('carry the events of the app', () => {
    const { facade, wx } = harness()
    const onAppShow = vi.fn()
    wx.onAppShow(onAppShow)
    facade.emit('onAppShow', { scene: 1001 })
    expect(onAppShow).toHaveBeenCalledWith({ scene: 1001 })
  })
})

describe('storage', () => {
  it('keeps dates', async () => {
    const { ctx, wx } = harness()
    const kept = new Map<unknown, unknown>()
    ctx.nativeAnswers.setStorageSync = ({ key, data }) => void kept.set(key, data)
    ctx.nativeAnswers.getStorageSync = ({ key }) => kept.get(key)
    ctx.nativeAnswers.getStorage = ({ key }) => ({ data: kept.get(key) })
    const date = new Date(86_400_000)
    wx.setStorageSync('d', date)
    expect(kept.get('d')).toEqual({ $date: 86_400_000 })
    expect(wx.getStorageSync('d')).toEqual(date)
    expect((await wx.getStorage({ key: 'd' })).data).toEqual(date)
    wx.setStorageSync('u', undefined)
    expect(wx.getStorageSync('u')).toBeUndefined()
  })

  it('fails on what JSON cannot hold', async () => {
    const { wx } = harness()
    const loop: Record<string, unknown> = {}
    loop.self = loop
    expect(() => wx.setStorageSync('k', loop)).toThrow(/^setStorageSync:fail /)
    await expect(wx.setStorage({ key: 'k', data: loop })).rejects.toMatchObject({
      errMsg: expect.stringMatching(/^setStorage:fail /),
    })
  })
})

describe('what is not there', () => {
  it('says so by the status of a VKSession', () => {
    const { ctx, wx } = harness()
    const session = wx.createVKSession({})
    session.on('resize', () => {})
    const started = vi.fn()
    session.start(started)
    expect(started).not.toHaveBeenCalled()
    ctx.runTimers()
    expect(started).toHaveBeenCalledExactlyOnceWith(2000002)
    expect(() => session.hitTest(0, 0)).toThrow('hitTest:fail not supported')
  })
})
