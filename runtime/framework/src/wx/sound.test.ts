import { describe, expect, it, vi } from 'vitest'
import type { Declaration, Reply } from './context'
import { FakePage } from './fake-context'
import { harness } from './wx-harness'

/** No rows: native code plays nothing. */
const NO_ROWS: readonly Declaration[] = []

/** Answers the open question of a page's player. */
function answering(page: FakePage): Reply<unknown>[] {
  const open: Reply<unknown>[] = []
  const call = page.call.bind(page)
  page.call = (node, method, params, reply) => {
    call(node, method, params)
    if (method === 'soundEvents' && reply !== undefined) open.push(reply)
  }
  return open
}

function orders(page: FakePage): unknown[] {
  return page
    .of('call')
    .filter(([, method]) => method === 'sound')
    .map(([, , params]) => params)
}

describe('inner audio', () => {
  it('orders the player of the current page', () => {
    const { ctx, wx } = harness(NO_ROWS)
    answering(ctx.page)
    const audio = wx.createInnerAudioContext()
    audio.loop = true
    expect(orders(ctx.page)).toEqual([])
    audio.src = 'a.mp3'
    audio.volume = 0.5
    audio.play()
    audio.seek(3)
    expect(orders(ctx.page)).toEqual([
      {
        id: 1,
        op: 'set',
        props: { src: '/pages/index/a.mp3', startTime: 0, autoplay: false, loop: true, volume: 1, playbackRate: 1 },
      },
      { id: 1, op: 'set', props: { volume: 0.5 } },
      { id: 1, op: 'play' },
      { id: 1, op: 'seek', position: 3 },
    ])
    expect(audio.src).toBe('a.mp3')
  })

  it('tells listeners and mirrors the state', () => {
    const { ctx, wx } = harness(NO_ROWS)
    const open = answering(ctx.page)
    const audio = wx.createInnerAudioContext()
    const onTimeUpdate = vi.fn(() => expect(audio.currentTime).toBe(2))
    const onError = vi.fn()
    const gone = vi.fn()
    audio.onTimeUpdate(onTimeUpdate)
    audio.onTimeUpdate(gone)
    audio.offTimeUpdate(gone)
    audio.onError(onError)
    audio.src = '/a.mp3'
    const state = { duration: 9, currentTime: 2, paused: false, buffered: 9 }
    open[0]?.(null, { state, events: [{ type: 'timeUpdate' }, { type: 'error', errCode: 10003, errMsg: 'x' }] })
    expect(onTimeUpdate).toHaveBeenCalledOnce()
    expect(gone).not.toHaveBeenCalled()
    expect(onError).toHaveBeenCalledWith({ errCode: 10003, errMsg: 'x' })
    expect(audio).toMatchObject(state)
    expect(open).toHaveLength(2)
  })

  it('stops with its page, and plays on the next', () => {
    const { ctx, wx } = harness(NO_ROWS)
    const first = ctx.page
    const open = answering(first)
    const audio = wx.createInnerAudioContext()
    const onStop = vi.fn()
    audio.onStop(onStop)
    audio.src = '/a.mp3'
    open[0]?.(null, { state: { duration: 9, currentTime: 2, paused: false, buffered: 9 } })
    first.alive = false
    open[1]?.('page is gone')
    expect(onStop).toHaveBeenCalledOnce()
    const second = new FakePage(2, 'pages/detail/detail')
    answering(second)
    ctx.pages = [second]
    audio.play()
    expect(orders(second)).toMatchObject([{ op: 'set', props: { src: '/a.mp3' } }, { op: 'play' }])
  })

  it('reports a page that cannot play', () => {
    const { ctx, wx } = harness(NO_ROWS)
    const open = answering(ctx.page)
    const audio = wx.createInnerAudioContext()
    const onError = vi.fn()
    audio.onError(onError)
    audio.src = '/a.mp3'
    open[0]?.('not supported')
    expect(onError).toHaveBeenCalledWith({ errCode: 10001, errMsg: 'not supported' })
  })

  it('is silent once destroyed', () => {
    const { ctx, wx } = harness(NO_ROWS)
    const open = answering(ctx.page)
    const audio = wx.createInnerAudioContext()
    const onPlay = vi.fn()
    audio.onPlay(onPlay)
    audio.src = '/a.mp3'
    audio.destroy()
    audio.play()
    open[0]?.(null, { events: [{ type: 'play' }] })
    expect(onPlay).not.toHaveBeenCalled()
    expect(orders(ctx.page).at(-1)).toEqual({ id: 1, op: 'destroy' })
  })
})

describe('background audio', () => {
  it('is one, and plays as soon as it has a source', () => {
    const { ctx, wx } = harness(NO_ROWS)
    answering(ctx.page)
    const audio = wx.getBackgroundAudioManager()
    expect(wx.getBackgroundAudioManager()).toBe(audio)
    audio.title = 't'
    audio.src = 'https://a.example/a.mp3'
    expect(orders(ctx.page)).toMatchObject([{ op: 'set' }, { op: 'play' }])
    expect(audio.title).toBe('t')
  })
})
