/** The life of the mini-program as a whole: launch, entering, leaving, errors before the first page. */

import { createWx } from '../wx/index'
import type { LaunchOptions } from '../wx/context'
import { chrome } from './chrome'
import { definitions } from './definitions'
import { reportError } from './errors'
import { saveExitState, takeLastExit } from './exit-state'
import { callHook, hooks } from './hooks'
import { installInstanceMethods } from './instance-methods'
import { requireModule } from './modules'
import { native } from './native'
import { allPages } from './page'
import { setUpPackages } from './packages'
import { pluginGlobals, warnOfMissingPlugins } from './plugins'
import { hasPage, hostInfo, isIndependent, program, theme } from './program'
import { parseQuery } from './query'
import { PageStack } from './router'
import { setUpSpace } from './space'
import { NativeTabBar } from './tab-bar'
import { post } from './timers'
import { type Entered, makeContext } from './wx-context'

interface Entry {
  path?: string | null
  /** Pages with queries to open above it. */
  above?: string[]
  query?: Record<string, string>
  scene?: number
  referrerInfo?: Record<string, unknown> | null
}

/** Entry from the list of mini-programs. */
const DEFAULT_SCENE = 1001

const empty: LaunchOptions = { path: '', query: {}, scene: DEFAULT_SCENE, referrerInfo: {} }
const entered: Entered = { launch: empty, latest: empty }
const tabBar = NativeTabBar.make()
const router = new PageStack(tabBar, restart, beforeOpen)
let foreground = false
/** Whether app.js has run. */
let mainStarted = false

export function pageStack(): PageStack {
  return router
}

function optionsOf(entry: Entry): LaunchOptions {
  const { path, query } = parseQuery(entry.path ?? '')
  return {
    path: path === '' ? program.entryPagePath : path,
    query: { ...query, ...(entry.query ?? {}) },
    scene: entry.scene || DEFAULT_SCENE,
    shareTicket: undefined,
    referrerInfo: entry.referrerInfo ?? {},
    apiCategory: 'default',
  } as LaunchOptions
}

function setGlobals(): void {
  const root = globalThis as unknown as Record<string, unknown>
  Object.assign(root, definitions, {
    wx: hooks.facade?.wx,
    global: globalThis,
    getCurrentPages: () => router.stack().map((page) => page.instance),
    ...pluginGlobals,
    __wxConfig: {
      ...program.config,
      pages: program.pages,
      entryPagePath: program.entryPagePath,
      envVersion: 'develop',
      platform: hostInfo().platform,
      accountInfo: { appId: program.appid },
    },
  })
}

export function launch(text: string): void {
  const entry = JSON.parse(text) as Entry
  const options = optionsOf(entry)
  entered.launch = options
  entered.latest = options
  hooks.facade = createWx(makeContext(router, tabBar, entered))
  hooks.automation = (method, params) => chrome('automation', { method, params })
  setGlobals()
  installInstanceMethods()
  warnOfMissingPlugins()
  setUpPackages()
  setUpSpace()
  const window = (program.config.window ?? {}) as Record<string, unknown>
  chrome('app', {
    appid: program.appid,
    name: typeof window.navigationBarTitleText === 'string' && program.name === '' ? window.navigationBarTitleText : program.name,
    icon: '',
    version: '',
    theme: theme.current,
  })
  tabBar?.commit(false)
  if (isIndependent(options.path) && hasPage(options.path)) {
    // Such a page runs without the main package, which is not there on a phone.
    foreground = true
    hooks.facade?.emit('onAppShow', options)
  } else {
    if (hasPage(options.path)) router.foresee(options.path, options.query, 'appLaunch')
    startMain(options)
  }
  const last = takeLastExit()
  open(options)
  for (const url of entry.above ?? []) {
    const { path, query } = parseQuery(url)
    if (hasPage(path)) router.launchAbove(path, query)
  }
  // A start that names a page goes there and nowhere else.
  if (last !== undefined && !entry.path && last.path !== options.path) {
    router.route({ kind: 'navigateTo', ...last }, () => {})
  }
  if (!mainStarted && preloadsMain(options.path)) post(() => startMain(options))
}

/** `preloadRule` asks for the main package (`__APP__`) while an independent page shows. */
function preloadsMain(path: string): boolean {
  const rules = program.config.preloadRule as Record<string, { packages?: unknown } | undefined> | undefined
  const packages = rules?.[path]?.packages
  return Array.isArray(packages) && packages.includes('__APP__')
}

/** app.js with its hooks. */
function startMain(options: LaunchOptions): void {
  if (mainStarted) return
  mainStarted = true
  const script = native.scriptOf('app')
  if (script !== '') run(script)
  if (hooks.app === null) definitions.App({})
  callHook(hooks.app, 'onLaunch', [options], reportError, 'App')
  show(options)
}

/** The first page outside of the independent sub-package that was launched brings the main package. */
function beforeOpen(path: string): void {
  if (!mainStarted && !isIndependent(path)) startMain(entered.launch)
}

function run(script: string): void {
  try {
    requireModule(script)
  } catch (error) {
    reportError(error, script)
  }
}

function show(options: LaunchOptions): void {
  callHook(hooks.app, 'onShow', [options], reportError, 'App')
  // An independent sub-package may have shown itself before.
  if (!foreground) hooks.facade?.emit('onAppShow', options)
  foreground = true
}

/** Opens the first page; a path that app.json lacks is the author's to handle. */
function open(options: LaunchOptions): void {
  if (hasPage(options.path)) {
    router.launch(options.path, options.query)
    return
  }
  const missing = { path: options.path, query: options.query, isEntryPage: true }
  const handled = typeof hooks.app?.onPageNotFound === 'function'
  callHook(hooks.app, 'onPageNotFound', [missing], reportError, 'App')
  const heard = hooks.facade?.emit('onPageNotFound', missing) ?? 0
  if (!handled && heard === 0) reportError(new Error(`page "${options.path}" is not found`), 'launch')
  // A handler has this turn and the next to route somewhere; otherwise the entry page opens.
  post(() =>
    post(() => {
      if (router.stack().length === 0) router.launch(program.entryPagePath, {})
    }),
  )
}

/** Back to the foreground, perhaps at another page. */
export function appShow(text: string): void {
  const entry = (JSON.parse(text) ?? {}) as Entry
  if (foreground && entry.path === undefined) return
  const fresh = typeof entry.path === 'string' && entry.path !== ''
  const top = router.top
  const options = fresh
    ? optionsOf(entry)
    : { ...entered.latest, path: top?.route ?? entered.latest.path, query: top?.params ?? {}, scene: entry.scene || entered.latest.scene }
  entered.latest = options
  show(options)
  if (fresh && hasPage(options.path)) {
    router.route({ kind: 'reLaunch', path: options.path, query: options.query }, () => {})
  } else {
    top?.show()
  }
}

export function appHide(): void {
  if (!foreground) return
  foreground = false
  router.top?.hide()
  saveExitState(router.top)
  callHook(hooks.app, 'onHide', [], reportError, 'App')
  hooks.facade?.emit('onAppHide', {})
}

/** wx.restartMiniProgram and the menu's reload: all pages go, the entry (or `path`) opens. */
function restart(path: string | undefined): void {
  const options = optionsOf({ path: path ?? '', scene: entered.latest.scene })
  entered.latest = options
  router.route({ kind: 'reLaunch', path: hasPage(options.path) ? options.path : program.entryPagePath, query: options.query }, () => {})
}

export function setTheme(next: string): void {
  if (next === theme.current) return
  theme.current = next
  if (!program.darkmode) return
  callHook(hooks.app, 'onThemeChange', [{ theme: next }], reportError, 'App')
  hooks.facade?.emit('onThemeChange', { theme: next })
  tabBar?.follow(next)
  for (const page of allPages()) page.themeChanged()
  router.refreshChrome()
}

export function close(): void {
  // In the background it has been asked already.
  if (foreground) saveExitState(router.top)
  router.unloadAll()
}
