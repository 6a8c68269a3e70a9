import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Page } from './page'

type Done = (ok: boolean, json: string, buffers: readonly ArrayBuffer[]) => void

const native = vi.hoisted(() => ({
  called: [] as { name: string; args: unknown; done: unknown }[],
}))
const dispatchViewEvent = vi.hoisted(() => vi.fn())
const shareFrom = vi.hoisted(() => vi.fn())
const wx = vi.hoisted(() => ({}) as Record<string, unknown>)
vi.mock('./buffers', () => ({
  callNative: (name: string, args: unknown, done: unknown) => native.called.push({ name, args, done }),
  unpack: (json: string) => JSON.parse(json) as unknown,
}))
vi.mock('./errors', () => ({ reportError: vi.fn() }))
vi.mock('./events', () => ({ dispatchViewEvent }))
vi.mock('./hooks', () => ({ hooks: { facade: { wx } } }))
vi.mock('./share', () => ({ shareFrom }))

const { handleOpenType } = await import('./open-types')

const button = {}
const page = { route: 'p/p', age: 1, view: { nodes: new Map([[5, button]]) } } as unknown as Page
const told = () => dispatchViewEvent.mock.calls.map(([node, type, detail]) => [node === button, type, detail as unknown])

beforeEach(() => {
  vi.clearAllMocks()
  native.called.length = 0
  for (const name of Object.keys(wx)) delete wx[name]
})

describe('open types of buttons', () => {
  it.each([
    ['getPhoneNumber', 'getphonenumber', { code: 'c' }],
    ['getRealtimePhoneNumber', 'getrealtimephonenumber', { code: 'c' }],
    ['getUserInfo', 'getuserinfo', { userInfo: { nickName: 'n' } }],
    ['chooseAvatar', 'chooseavatar', { avatarUrl: 'wxfile://tmp/a.png' }],
  ])('%s asks native code and tells of it by %s', (type, event, detail) => {
    handleOpenType(page, 5, type, { lang: 'en' })
    expect(native.called).toMatchObject([{ name: '$openType', args: { type, lang: 'en' } }])
    const done = native.called[0]?.done as Done | undefined
    done?.(true, JSON.stringify(detail), [])
    expect(told()).toEqual([[true, event, { errMsg: `${type}:ok`, ...detail }]])
  })

  it('tell of a refusal by the same event', () => {
    handleOpenType(page, 5, 'getPhoneNumber', {})
    const done = native.called[0]?.done as Done | undefined
    done?.(false, '{"message":"user deny","errno":103}', [])
    expect(told()).toEqual([[true, 'getphonenumber', { errMsg: 'getPhoneNumber:fail user deny', errno: 103 }]])
  })

  it('call the member that does it', () => {
    wx.openSetting = vi.fn((args: { success: (result: unknown) => void }) => args.success({ errMsg: 'openSetting:ok', authSetting: {} }))
    handleOpenType(page, 5, 'openSetting', {})
    expect(told()).toEqual([[true, 'opensetting', { errMsg: 'openSetting:ok', authSetting: {} }]])
    wx.launchApp = vi.fn((args: { fail: (result: unknown) => void }) => args.fail({ errMsg: 'launchApp:fail' }))
    dispatchViewEvent.mockClear()
    handleOpenType(page, 5, 'launchApp', {})
    expect(told()).toEqual([[true, 'error', { errMsg: 'launchApp:fail' }]])
  })

  it('share the page, and do two things in one tap', () => {
    handleOpenType(page, 5, 'share', {})
    expect(shareFrom).toHaveBeenCalledWith(page, 'button', button)
    handleOpenType(page, 5, 'getPhoneNumber|agreePrivacyAuthorization', {})
    expect(native.called.length).toBe(1)
    expect(told()).toEqual([[true, 'agreeprivacyauthorization', {}]])
  })

  it('say so when a type is unknown', () => {
    handleOpenType(page, 5, 'teleport', {})
    expect(told()).toEqual([[true, 'error', { errMsg: 'teleport:fail not supported', errno: 100 }]])
  })
})
