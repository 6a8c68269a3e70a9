/** What the device, the window and the app are. */

import type { HostInfo, JsonObject } from './context'
import type { Env, Members } from './env'
import type { AsyncOptions } from './async-call'
import { logicAsync } from './logic-member'

/** What native code knows of the device (`$deviceFacts`). */
interface DeviceFacts {
  platform?: string
  version: string
  SDKVersion?: string
  brand: string
  model: string
  system: string
  language: string
  abi: string
  benchmarkLevel: number
  memorySize: number
  bluetoothEnabled: boolean
  locationEnabled: boolean
  wifiEnabled: boolean
  deviceOrientation: string
  fontSizeSetting: number
  fontSizeScaleFactor: number
  /** `albumAuthorized`…: `authorized`, `denied` or `not determined`. */
  authorize: JsonObject
}

const AUTHORIZE_FIELDS = [
  'albumAuthorized',
  'bluetoothAuthorized',
  'cameraAuthorized',
  'locationAuthorized',
  'microphoneAuthorized',
  'notificationAuthorized',
  'phoneCalendarAuthorized',
]

/** Used where native code does not say: what the phone simulator of WeChat's tools reports. */
const PLAIN_DEVICE: DeviceFacts = {
  version: '8.0.50',
  brand: 'devtools',
  model: 'Peapod',
  system: 'Linux',
  language: 'zh_CN',
  abi: '',
  benchmarkLevel: -1,
  memorySize: 4096,
  bluetoothEnabled: false,
  locationEnabled: true,
  wifiEnabled: true,
  deviceOrientation: 'portrait',
  fontSizeSetting: 16,
  fontSizeScaleFactor: 1,
  authorize: Object.fromEntries(AUTHORIZE_FIELDS.map((name) => [name, 'authorized'])),
}

export function systemInfoMembers(env: Env): Members {
  const { ctx } = env
  let enableDebug = false

  const deviceFacts = (): DeviceFacts => {
    try {
      const facts = ctx.native.callSync('$deviceFacts', {})
      if (typeof facts === 'object' && facts !== null) return { ...PLAIN_DEVICE, ...(facts as Partial<DeviceFacts>) }
    } catch {
      // The native half does not know the question; the plain device is an honest answer.
    }
    return PLAIN_DEVICE
  }

  /** The area that the current page fills, or the first page will. */
  const windowSize = (host: HostInfo): { width: number; height: number } => {
    const page = ctx.currentPage()
    if (page !== undefined) return page.size
    const window = (ctx.app.config.window ?? {}) as { navigationStyle?: unknown }
    let height = host.windowHeight
    if (window.navigationStyle !== 'custom') height -= host.statusBarHeight + host.navigationBarHeight
    if (ctx.router.isTabPage(ctx.app.launchOptions().path) && ctx.tabBar?.state.custom === false) {
      height -= host.tabBarHeight + host.safeAreaBottom
    }
    return { width: host.windowWidth, height }
  }

  const getWindowInfo = (): JsonObject => {
    const host = ctx.host()
    const size = windowSize(host)
    const bottom = host.screenHeight - host.safeAreaBottom
    return {
      pixelRatio: host.pixelRatio,
      screenWidth: host.screenWidth,
      screenHeight: host.screenHeight,
      windowWidth: size.width,
      windowHeight: size.height,
      statusBarHeight: host.statusBarHeight,
      safeArea: {
        left: 0,
        right: host.screenWidth,
        top: host.statusBarHeight,
        bottom,
        width: host.screenWidth,
        height: bottom - host.statusBarHeight,
      },
      // Distance from the top of the screen to the page.
      screenTop: Math.max(0, host.screenHeight - size.height),
    }
  }

  const theme = (): JsonObject => (ctx.app.config.darkmode === true ? { theme: ctx.host().theme } : {})

  const appBaseInfo = (facts: DeviceFacts): JsonObject => {
    const { language, version, fontSizeSetting, fontSizeScaleFactor, SDKVersion } = facts
    return {
      SDKVersion: SDKVersion ?? ctx.sdkVersion,
      enableDebug,
      host: { env: 'WeChat', appId: ctx.app.appid, version },
      language,
      version,
      fontSizeSetting,
      fontSizeScaleFactor,
      ...theme(),
    }
  }

  const deviceInfo = (facts: DeviceFacts): JsonObject => {
    const { brand, model, system, abi, benchmarkLevel, memorySize, platform = ctx.host().platform } = facts
    return { abi, deviceAbi: abi, cpuType: abi, benchmarkLevel, brand, model, system, platform, memorySize }
  }

  const systemSetting = (facts: DeviceFacts): JsonObject => {
    const { bluetoothEnabled, locationEnabled, wifiEnabled, deviceOrientation } = facts
    return { bluetoothEnabled, locationEnabled, wifiEnabled, deviceOrientation }
  }

  const authorizeSetting = (facts: DeviceFacts): JsonObject => ({
    ...PLAIN_DEVICE.authorize,
    ...facts.authorize,
    locationReducedAccuracy: false,
  })

  const getSystemInfoSync = (): JsonObject => {
    const facts = deviceFacts()
    const authorize = authorizeSetting(facts)
    const flags = Object.fromEntries(AUTHORIZE_FIELDS.map((name) => [name, authorize[name] === 'authorized']))
    const { host: _host, ...app } = appBaseInfo(facts)
    const { brand, model, system, platform, benchmarkLevel } = deviceInfo(facts)
    return {
      brand,
      model,
      system,
      platform,
      benchmarkLevel,
      ...getWindowInfo(),
      ...app,
      ...systemSetting(facts),
      ...flags,
      locationReducedAccuracy: authorize.locationReducedAccuracy,
    }
  }

  const asynchronous = (name: string, options: AsyncOptions = {}): unknown =>
    logicAsync(env, name, (_args, outcome) => outcome.ok(getSystemInfoSync()), options)

  return {
    getWindowInfo,
    getAppBaseInfo: () => appBaseInfo(deviceFacts()),
    getDeviceInfo: () => deviceInfo(deviceFacts()),
    getSystemSetting: () => systemSetting(deviceFacts()),
    getAppAuthorizeSetting: () => authorizeSetting(deviceFacts()),
    getSystemInfoSync,
    // Scripts rely on its result being there when the call returns.
    getSystemInfo: asynchronous('getSystemInfo', { immediate: true }),
    getSystemInfoAsync: asynchronous('getSystemInfoAsync'),
    getMenuButtonBoundingClientRect: (): JsonObject => {
      const [left, top, width, height] = ctx.host().menuButton
      return { width, height, top, right: left + width, bottom: top + height, left }
    },
    getSkylineInfoSync: (): JsonObject => ({ isSupported: false, version: '', reason: 'webview rendering only' }),
    getSkylineInfo: logicAsync(env, 'getSkylineInfo', (_args, outcome) =>
      outcome.ok({ isSupported: false, version: '', reason: 'webview rendering only' }),
    ),
    getRendererUserAgent: logicAsync(env, 'getRendererUserAgent', (_args, outcome) =>
      outcome.ok({ userAgent: `Peapod MicroMessenger/${deviceFacts().version} miniProgram/${ctx.app.appid}` }),
    ),
    setEnableDebug: logicAsync(env, 'setEnableDebug', (args, outcome) => {
      enableDebug = args.enableDebug === true
      outcome.ok()
    }),
  }
}
