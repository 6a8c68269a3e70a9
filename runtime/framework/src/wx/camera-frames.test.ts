import { describe, expect, it, vi } from 'vitest'
import { settled } from './fake-context'
import { harness } from './wx-harness'

function withCamera() {
  const h = harness()
  h.ctx.tags.camera = [h.ctx.node(7, { tag: 'camera' })]
  h.ctx.page.calls.startFrames = () => ({})
  return h
}

describe('onCameraFrame', () => {
  it('gives one frame after the other, until it is stopped', async () => {
    const { ctx, wx } = withCamera()
    let taken = 0
    ctx.page.calls.takeFrame = () => {
      taken += 1
      return { width: 1, height: 1, data: 'AQIDBA==' }
    }
    const frames: { width: number; height: number; data: ArrayBuffer }[] = []
    const listener = wx.createCameraContext().onCameraFrame((frame: (typeof frames)[0]) => {
      frames.push(frame)
      // The next one is not asked for before this one has been seen.
      expect(taken).toBe(frames.length)
      if (frames.length === 3) listener.stop()
    })
    expect(ctx.page.of('call')).toEqual([])
    const success = vi.fn()
    listener.start({ success })
    await settled()
    expect(success).toHaveBeenCalledWith({ errMsg: 'start:ok' })
    expect(frames).toHaveLength(3)
    expect(frames[0]).toMatchObject({ width: 1, height: 1 })
    expect([...new Uint8Array(frames[0]?.data ?? new ArrayBuffer(0))]).toEqual([1, 2, 3, 4])
    expect(ctx.page.of('call').at(-1)).toEqual([7, 'stopFrames', {}])
    expect(taken).toBe(3)
  })

  it('ends when the view has no more', async () => {
    const { ctx, wx } = withCamera()
    ctx.page.calls.takeFrame = () => {
      throw new Error('the camera is gone')
    }
    const seen = vi.fn()
    await wx.createCameraContext().onCameraFrame(seen).start()
    await settled()
    expect(seen).not.toHaveBeenCalled()
    expect(ctx.page.of('call')).toHaveLength(2)
  })

  it('goes on after a callback that throws', async () => {
    const { ctx, wx } = withCamera()
    ctx.page.calls.takeFrame = () => ({ width: 1, height: 1, data: 'AQIDBA==' })
    let seen = 0
    const listener = wx.createCameraContext().onCameraFrame(() => {
      seen += 1
      if (seen === 2) listener.stop()
      throw new Error('x')
    })
    listener.start()
    await settled()
    expect(seen).toBe(2)
    expect(ctx.errors).toHaveLength(2)
  })

  it('fails to start without a component, without a camera, and for a worker', async () => {
    const { ctx, wx } = harness()
    const listener = wx.createCameraContext().onCameraFrame(() => {})
    const fail = vi.fn()
    const complete = vi.fn()
    listener.start({ fail, complete })
    await settled()
    expect(fail).toHaveBeenCalledWith({ errMsg: 'start:fail there is no camera component on the page' })
    expect(complete).toHaveBeenCalledTimes(1)
    ctx.tags.camera = [ctx.node(7, { tag: 'camera' })]
    await expect(listener.start()).rejects.toEqual({ errMsg: 'start:fail not supported', errno: 100 })
    await expect(listener.start({ worker: {} })).rejects.toMatchObject({ errno: 100 })
  })
})
