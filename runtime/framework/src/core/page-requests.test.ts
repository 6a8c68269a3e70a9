import { beforeEach, describe, expect, it, vi } from 'vitest'

const native = vi.hoisted(() => ({ chrome: vi.fn(), chromeReply: vi.fn(), log: vi.fn() }))
vi.mock('./native', () => ({ native }))
vi.mock('./errors', () => ({ reportError: vi.fn() }))

const { chromeReplied } = await import('./chrome')
const { forwardToShell, pickerColumnTurned } = await import('./page-requests')

const sent = () => native.chrome.mock.calls.map(([kind, params]) => [kind, JSON.parse(String(params))])
beforeEach(() => vi.clearAllMocks())

describe('requests of pages', () => {
  it('are renumbered, and answered under the number of the page', () => {
    forwardToShell(7, 1, 'picker', { mode: 'time' })
    const request = sent()[0]?.[1].request as number
    expect(sent()).toEqual([['picker', { request, mode: 'time', pageId: 7 }]])
    chromeReplied(request, { value: '10:00' })
    expect(native.chromeReply.mock.calls).toEqual([[7, 1, 'picker', '{"value":"10:00"}']])
  })

  it('pass columns and changes of an open picker, and none of a closed one', () => {
    forwardToShell(7, 2, 'picker', {})
    forwardToShell(8, 2, 'picker', {})
    const request = sent()[0]?.[1].request as number
    native.chrome.mockClear()
    pickerColumnTurned({ request, column: 1, value: 3 })
    expect(native.chromeReply.mock.calls).toEqual([[7, 2, 'pickerColumn', '{"column":1,"value":3}']])
    forwardToShell(7, 2, 'pickerUpdate', { request: 2, range: [['a']] })
    expect(sent()).toEqual([['pickerUpdate', { request, range: [['a']] }]])
    chromeReplied(request, { cancel: true })
    native.chrome.mockClear()
    native.chromeReply.mockClear()
    forwardToShell(7, 2, 'dismiss', { request: 2 })
    pickerColumnTurned({ request, column: 0, value: 0 })
    expect(sent()).toEqual([])
    expect(native.chromeReply).not.toHaveBeenCalled()
  })

  it('without a number want no answer', () => {
    forwardToShell(7, 0, 'capsule', { action: 'menu' })
    expect(sent()).toEqual([['capsule', { action: 'menu', pageId: 7 }]])
  })
})
