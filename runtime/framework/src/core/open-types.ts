/** `<navigator>` and `<button open-type>`: what the view leaves to the logic. */

import { callNative, unpack } from './buffers'
import { reportError } from './errors'
import { dispatchViewEvent } from './events'
import { hooks } from './hooks'
import type { Page } from './page'
import { shareFrom } from './share'

type Params = Record<string, unknown>

/** navigator's open-type to the wx member that does it. */
const NAVIGATION: Record<string, string> = {
  navigate: 'navigateTo',
  navigateTo: 'navigateTo',
  redirect: 'redirectTo',
  redirectTo: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
  exit: 'exitMiniProgram',
}

interface ButtonType {
  /** The wx member that does it; without one, native code answers `$openType`. */
  member?: string
  /** The event that tells of it. */
  event: string
  /** The event of a failure, where that is another. */
  failure?: string
}

/** What button's open-types do. */
const BUTTONS: Record<string, ButtonType> = {
  getUserInfo: { event: 'getuserinfo' },
  getPhoneNumber: { event: 'getphonenumber' },
  getRealtimePhoneNumber: { event: 'getrealtimephonenumber' },
  chooseAvatar: { event: 'chooseavatar' },
  openSetting: { member: 'openSetting', event: 'opensetting' },
  launchApp: { member: 'launchApp', event: 'launchapp', failure: 'error' },
  contact: { member: 'openCustomerServiceConversation', event: 'contact' },
}

function callWx(member: string, args: Params, done: (failed: boolean, result: Params) => void): void {
  const fn = hooks.facade?.wx[member]
  if (typeof fn !== 'function') {
    done(true, { errMsg: `${member}:fail not supported`, errno: 100 })
    return
  }
  try {
    fn({ ...args, success: (result: Params) => done(false, result), fail: (result: Params) => done(true, result) })
  } catch (error) {
    reportError(error, `wx.${member}`)
    done(true, { errMsg: `${member}:fail` })
  }
}

/** The account's half: asks the user where WeChat does. */
function callAccount(type: string, params: Params, done: (failed: boolean, result: Params) => void): void {
  callNative('$openType', { ...params, type }, (ok, json, buffers) => {
    if (ok) {
      done(false, { errMsg: `${type}:ok`, ...(unpack(json, buffers) as Params | null) })
      return
    }
    const { message, errno } = JSON.parse(json) as { message?: string; errno?: number }
    const reason = message ? `${type}:fail ${message}` : `${type}:fail`
    done(true, { errMsg: reason, ...(errno === undefined ? {} : { errno }) })
  })
}

function tell(page: Page, id: number, type: string, detail: Params): void {
  const node = page.view.nodes.get(id)
  if (node !== undefined) dispatchViewEvent(node, type, detail, null, page.age)
}

export function handleNavigator(page: Page, id: number, params: Params): void {
  const isOther = params.target === 'miniProgram' && params.openType !== 'exit'
  const member = isOther ? 'navigateToMiniProgram' : NAVIGATION[String(params.openType ?? 'navigate')]
  if (member === undefined) {
    tell(page, id, 'fail', { errMsg: `navigator:fail unknown open-type ${String(params.openType)}` })
    return
  }
  const { openType: _openType, target: _target, ...args } = params
  callWx(member, args, (failed, result) => {
    if (failed) reportError(new Error(String(result.errMsg)), `navigator in page ${page.route}`)
    tell(page, id, failed ? 'fail' : 'success', result)
    tell(page, id, 'complete', result)
  })
}

export function handleOpenType(page: Page, id: number, type: string, params: Params): void {
  // `getPhoneNumber|agreePrivacyAuthorization` does the one and tells of both.
  for (const part of type.split('|')) {
    if (part === 'share') {
      shareFrom(page, 'button', page.view.nodes.get(id))
      continue
    }
    if (part === 'agreePrivacyAuthorization') {
      tell(page, id, 'agreeprivacyauthorization', {})
      continue
    }
    const button = BUTTONS[part]
    if (button === undefined) {
      tell(page, id, 'error', { errMsg: `${part}:fail not supported`, errno: 100 })
      continue
    }
    const done = (failed: boolean, result: Params): void => {
      tell(page, id, failed ? (button.failure ?? button.event) : button.event, result)
    }
    if (button.member === undefined) callAccount(part, params, done)
    else callWx(button.member, params, done)
  }
}
