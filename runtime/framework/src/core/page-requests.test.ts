import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Page } from './page'

const native = vi.hoisted(() => ({ chrome: vi.fn(), chromeReply: vi.fn(), log: vi.fn() }))
vi.mock('./native', () => ({ native }))
vi.mock('./errors', () => ({ reportError: vi.fn() }))

const { chromeReplied } = await import('./chrome')
const { forwardToShell, pickerColumnTurned, withdrawRequests } = await import('./page-requests')

const emit = vi.hoisted(() => vi.fn())
vi.mock('./hooks', () => ({ hooks: { facade: { emit } } }))

const page = (id: number): Page => ({ id, alive: true, setNav: vi.fn() }) as unknown as Page
const sent = () => native.chrome.mock.calls.map(([kind, params]) => [kind, JSON.parse(String(params))])
beforeEach(() => vi.clearAllMocks())

describe('requests of pages', () => {
  it('are renumbered, and answered under the number of the page', () => {
    forwardToShell(page(7), 1, 'picker', { mode: 'time' })
    const request = sent()[0]?.[1].request as number
    expect(sent()).toEqual([['picker', { request, mode: 'time', pageId: 7 }]])
    chromeReplied(request, { value: '10:00' })
    expect(native.chromeReply.mock.calls).toEqual([[7, 1, 'picker', '{"value":"10:00"}']])
  })

  it('pass columns and changes of an open picker, and none of a closed one', () => {
    forwardToShell(page(7), 2, 'picker', {})
    forwardToShell(page(8), 2, 'picker', {})
    const request = sent()[0]?.[1].request as number
    native.chrome.mockClear()
    pickerColumnTurned({ request, column: 1, value: 3 })
    expect(native.chromeReply.mock.calls).toEqual([[7, 2, 'pickerColumn', '{"column":1,"value":3}']])
    forwardToShell(page(7), 2, 'pickerUpdate', { request: 2, range: [['a']] })
    expect(sent()).toEqual([['pickerUpdate', { request, range: [['a']] }]])
    chromeReplied(request, { cancel: true })
    native.chrome.mockClear()
    native.chromeReply.mockClear()
    forwardToShell(page(7), 2, 'dismiss', { request: 2 })
    pickerColumnTurned({ request, column: 0, value: 0 })
    expect(sent()).toEqual([])
    expect(native.chromeReply).not.toHaveBeenCalled()
  })

  it('without a number want no answer', () => {
    forwardToShell(page(7), 0, 'capsule', { action: 'menu' })
    expect(sent()).toEqual([['capsule', { action: 'menu', pageId: 7 }]])
  })

  it('of a page that has gone are withdrawn, and answered to nobody', () => {
    const gone = { id: 9, alive: true } as { id: number; alive: boolean }
    forwardToShell(gone as unknown as Page, 1, 'picker', {})
    forwardToShell(page(8), 1, 'picker', {})
    const request = sent()[0]?.[1].request as number
    native.chrome.mockClear()
    gone.alive = false
    withdrawRequests(9)
    expect(sent()).toEqual([['dismiss', { request }]])
    chromeReplied(request, { cancel: true })
    expect(native.chromeReply).not.toHaveBeenCalled()
  })

  it('change the navigation bar as the page remembers it', () => {
    const its = page(7)
    forwardToShell(its, 0, 'nav', { title: 'a', animation: { duration: 100, timingFunc: 'linear' } })
    expect(its.setNav).toHaveBeenCalledWith({ title: 'a' }, { duration: 100, timingFunc: 'linear' })
    expect(sent()).toEqual([])
  })

  it('tell scripts and the shell of the keyboard', () => {
    forwardToShell(page(7), 0, 'keyboard', { height: 300, duration: 250 })
    expect(emit).toHaveBeenCalledWith('onKeyboardHeightChange', { height: 300, duration: 250 })
    expect(sent()).toEqual([['keyboard', { pageId: 7, visible: true, height: 300 }]])
  })
})
