/** What the core gives to the wx facade. */

import type { AppInfo, Declaration, JsonObject, LaunchOptions, NativeCalls, WxContext } from '../wx/context'
import { callNative, pack, unpack } from './buffers'
import { chrome } from './chrome'
import { write } from './console'
import { reportError } from './errors'
import { componentOf } from './instance-identity'
import { native } from './native'
import { pageOfElement } from './page'
import { pluginPageUrl } from './plugins'
import { hostInfo, program } from './program'
import type { PageStack } from './router'
import { selectIn, selectTag } from './selected-node'
import type { NativeTabBar } from './tab-bar'
import { clearTimer, setTimeout } from './timers'
import { beforeFlush, grantTap, tapActive } from './turn'
import { createWorker } from './workers'

/** For devices that do not say. */
const PLAIN_SDK_VERSION = '3.8.0'

/** A text of the device's profile. */
function deviceFact(name: string, fallback: string): string {
  try {
    const fact = (nativeCalls.callSync('$deviceFacts', {}) as Record<string, unknown>)[name]
    return typeof fact === 'string' ? fact : fallback
  } catch {
    return fallback
  }
}

/** Version of the base library, as the device's profile has it: one number in every answer. */
function sdkVersion(): string {
  return deviceFact('SDKVersion', PLAIN_SDK_VERSION)
}

/** The device's language, e.g. `zh-CN`. */
export function language(): string {
  return deviceFact('language', 'zh_CN').replaceAll('_', '-')
}

const nativeCalls: NativeCalls = {
  call(name, args, done) {
    callNative(name, args, (ok, json, buffers) => {
      try {
        if (ok) done(null, unpack(json, buffers))
        else done(JSON.parse(json))
      } catch (error) {
        reportError(error, `wx.${name} callback function`)
      }
    })
  },
  callSync(name, args) {
    const [json, buffers] = native.apiSync(name, ...pack(args))
    return unpack(json, buffers)
  },
}

function readExtConfig(): JsonObject | undefined {
  const text = native.readText('ext.json')
  if (text === undefined) return undefined
  try {
    return (JSON.parse(text) as { ext?: JsonObject }).ext
  } catch (error) {
    reportError(error, 'ext.json')
    return undefined
  }
}

export interface Entered {
  launch: LaunchOptions
  latest: LaunchOptions
}

export function makeContext(router: PageStack, tabBar: NativeTabBar | null, entered: Entered): WxContext {
  const app: AppInfo = {
    appid: program.appid,
    version: '',
    envVersion: 'develop',
    config: program.config,
    extConfig: readExtConfig(),
    launchOptions: () => entered.launch,
    enterOptions: () => entered.latest,
  }
  return {
    declarations: JSON.parse(native.apiDeclarations()) as Declaration[],
    native: nativeCalls,
    router,
    app,
    tap: { active: tapActive, grant: grantTap },
    turn: { beforeFlush },
    timers: { setTimeout: (fn, ms) => setTimeout(fn, ms), clearTimeout: clearTimer },
    tabBar,
    sdkVersion: sdkVersion(),
    host: hostInfo,
    currentPage: () => router.top,
    pageOf(instance) {
      const element = instance === undefined ? undefined : componentOf(instance)
      return element === undefined ? router.top : pageOfElement(element)
    },
    createWorker,
    createXrFrame: (warn) => native.loadXrFrame().createXrFrame(warn),
    pluginPageUrl,
    select: selectIn,
    selectTag,
    chrome,
    reportError,
    log(level, ...args) {
      write(level, args, '')
    },
  }
}
