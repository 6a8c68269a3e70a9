/** `<navigator>` and `<button open-type>`: what the view leaves to the logic. */

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

/** button's open-type to the wx member that does it and the event that tells of it. */
const BUTTONS: Record<string, { member: string; event: string; args?: Params }> = {
  getUserInfo: { member: 'getUserInfo', event: 'getuserinfo' },
  getPhoneNumber: { member: 'getPhoneNumber', event: 'getphonenumber' },
  getRealtimePhoneNumber: { member: 'getPhoneNumber', event: 'getrealtimephonenumber' },
  openSetting: { member: 'openSetting', event: 'opensetting' },
  launchApp: { member: 'launchApp', event: 'error' },
  contact: { member: 'openCustomerServiceConversation', event: 'contact' },
  chooseAvatar: { member: 'chooseAvatar', event: 'chooseavatar' },
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
    callWx(button.member, { ...params, ...(button.args ?? {}) }, (_failed, result) => {
      tell(page, id, button.event, result)
    })
  }
}
