/** Builds the `wx` object of one mini-program. */

import { appInfoMembers } from './app-info'
import { Animation, type StepOptions } from './animation'
import { bindRow } from './binding'
import { canIUse } from './can-i-use'
import { canvasParts } from './canvas/members'
import { forgetMeasures } from './canvas/text-metrics'
import { cloudMembers } from './cloud'
import { componentContextMembers, contextOfNode, scrollViewNode } from './component-contexts'
import type { JsonObject, WxContext, WxFacade } from './context'
import { dialogMembers } from './dialogs'
import type { Env, Members } from './env'
import { EventHub } from './event-hub'
import { instanceMethods } from './instance-methods'
import { IntersectionObserver, MediaQueryObservers, type ObserverOptions } from './intersection-observer'
import { NativeObjects } from './native-object'
import { navigationBarMembers } from './navigation-bar'
import { observability } from './observability'
import { pageAppearance } from './page-appearance'
import { privacy } from './privacy'
import { routingMembers } from './routing'
import { type NodeObjects, SelectorQuery } from './selector-query'
import { shareMenuMembers } from './share-menu'
import { socketMembers } from './sockets'
import { storageMembers } from './storage-values'
import { systemInfoMembers } from './system-info'
import { tabBarMembers } from './tab-bar'
import { toastSlot } from './toast'
import { workerMembers } from './worker'
import { workletMembers } from './worklet'
import { xrFrameMembers } from './xr-frame'

export { EventChannel } from './event-channel'
export type * from './context'

/** Events of the core that have no row in some tables. */
const CORE_EVENTS = [
  'AppShow',
  'AppHide',
  'Error',
  'PageNotFound',
  'UnhandledRejection',
  'ThemeChange',
  'WindowResize',
  'BeforeAppRoute',
  'AppRoute',
  'AppRouteDone',
  'BeforePageLoad',
  'AfterPageLoad',
  'BeforePageUnload',
  'AfterPageUnload',
  'LazyLoadError',
  'KeyboardHeightChange',
]

function asObject(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null ? value : undefined
}

function eventMembers(hub: EventHub): Members {
  const members: Members = {}
  for (const name of CORE_EVENTS) {
    members[`on${name}`] = (listener: unknown) => hub.on(`on${name}`, listener)
    members[`off${name}`] = (listener?: unknown) => hub.off(`on${name}`, listener)
  }
  return members
}

export function createWx(ctx: WxContext): WxFacade {
  const hub = new EventHub(ctx)
  const objects = new NativeObjects(ctx, ctx.declarations)
  const rows = new Map(ctx.declarations.map((row) => [row.name, row]))
  const env: Env = { ctx, hub, objects, rows }

  const canvas = canvasParts(env)
  const toast = toastSlot(env)
  const appearance = pageAppearance(env)
  const observed = observability(env)
  const consent = privacy(env)
  const mediaQueries = new MediaQueryObservers()

  const nodeObjects: NodeObjects = {
    node: (node, facts) => {
      if (node.tag === 'canvas') return canvas.canvasOf(node, facts)
      return node.tag === 'scroll-view' ? scrollViewNode(env, node) : null
    },
    context: (node) => contextOfNode(env, node),
  }
  const createSelectorQuery = (scope?: object): SelectorQuery => new SelectorQuery(ctx, nodeObjects, scope)
  const createIntersectionObserver = (scope?: object, options?: ObserverOptions): IntersectionObserver =>
    new IntersectionObserver(ctx, scope, options)

  const own: Members = {
    ...eventMembers(hub),
    ...routingMembers(env),
    ...toast.members,
    ...dialogMembers(env),
    ...navigationBarMembers(env),
    ...tabBarMembers(env),
    ...appearance.members,
    ...systemInfoMembers(env),
    ...appInfoMembers(env),
    ...observed.members,
    ...shareMenuMembers(env),
    ...cloudMembers(env),
    ...canvas.members,
    ...componentContextMembers(env),
    ...workletMembers(env),
    ...workerMembers(env),
    ...xrFrameMembers(env),
    createAnimation: (options?: StepOptions) => new Animation(options),
    createSelectorQuery: () => createSelectorQuery(),
    createIntersectionObserver: (component?: unknown, options?: ObserverOptions) =>
      createIntersectionObserver(asObject(component), options),
  }
  /** Better than the generic binding of a native row. */
  const aroundNative: Members = {
    ...storageMembers(env),
    ...socketMembers(env),
    ...(rows.get('onNeedPrivacyAuthorization')?.home === 'native' ? consent.members : {}),
  }

  const wx: Record<string, unknown> = {}
  for (const row of ctx.declarations) {
    if (row.name.includes('.') || row.kind === 'object') continue
    const member = row.home === 'native' ? bindRow(env, row) : (own[row.name] ?? bindRow(env, row))
    if (member !== undefined) wx[row.name] = member
  }
  for (const [name, member] of Object.entries(own)) if (!(name in wx)) wx[name] = member
  Object.assign(wx, aroundNative)

  // The table decides: some members are there to fail politely, like wx.cloud.
  const works = (name: string): boolean => {
    const row = rows.get(name)
    return row === undefined ? name in own : row.home !== 'unsupported'
  }
  wx.canIUse = (schema: unknown) => canIUse(rows, works, schema)

  return {
    wx,
    emit(event, payload) {
      switch (event) {
        case 'task':
          return objects.deliver((payload ?? {}) as JsonObject)
        case 'onNeedPrivacyAuthorization':
          return consent.ask(payload)
        case 'onBeforeAppRoute':
          observed.routeStarted(payload)
          break
        case 'onAppRoute':
          toast.pageOpened()
          appearance.pageOpened()
          break
        case 'onAppRouteDone':
          observed.routeDone(payload)
          break
        case 'onWindowResize':
          mediaQueries.resized()
          break
      }
      return hub.emit(event, payload)
    },
    kindOf: (name) => rows.get(name)?.kind,
    contextOf: (node) => contextOfNode(env, node),
    instanceMethods: instanceMethods(env, createSelectorQuery, createIntersectionObserver, mediaQueries),
    pageDestroyed(page) {
      canvas.pageDestroyed(page)
      forgetMeasures()
    },
  }
}
