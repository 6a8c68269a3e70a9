/**
 * VideoContext, MapContext and their kin: thin objects that call methods of a component in the view
 * (docs/view-queries.md). Which methods there are comes from the table.
 */

import { asyncMember } from './async-call'
import { cameraFrameListener } from './camera-frames'
import type { JsonObject, SelectedNode } from './context'
import type { Env, Members } from './env'
import { failureError } from './failure'
import { namedArguments, withoutFunctions } from './sync-call'
import { storePicture } from './temp-picture'
import { isPlainObject } from './value-type'

/** Finds the component when a method is called: it may be rendered after the context was made. */
type Locate = () => SelectedNode | undefined

/** Properties of an enhanced scroll-view that scripts set on its node. */
const SCROLL_VIEW_PROPERTIES = [
  'scrollEnabled',
  'bounces',
  'showScrollbar',
  'pagingEnabled',
  'fastDeceleration',
  'decelerationDisabled',
]

function syncMethod(env: Env, className: string, member: string, locate: Locate): (...given: unknown[]) => void {
  const row = env.rows.get(`${className}.${member}`)
  return (...given) => {
    const node = locate()
    if (node === undefined) {
      env.ctx.log('warn', `${className}.${member}: the component is not on the page`)
      return
    }
    const [first] = given
    const params =
      given.length === 1 && isPlainObject(first)
        ? first
        : row === undefined
          ? {}
          : namedArguments({ ...row, call: 'positional' }, given)
    node.page.call(node.id, member, withoutFunctions(params))
    // The view's answer does not matter, but old code passes callbacks to sync methods.
    if (isPlainObject(first)) {
      const outcome = { errMsg: `${member}:ok` }
      for (const name of ['success', 'complete']) {
        const callback = first[name]
        if (typeof callback === 'function') void Promise.resolve().then(() => callback(outcome))
      }
    }
  }
}

function asyncMethod(env: Env, className: string, member: string, locate: Locate): unknown {
  const row = env.rows.get(`${className}.${member}`)
  return asyncMember(
    env.ctx,
    member,
    (args, outcome) => {
      const node = locate()
      if (node === undefined) {
        outcome.fail('the component is not on the page')
        return
      }
      node.page.call(node.id, member, withoutFunctions(args), (failure, result) => {
        if (failure === null) answer(env, className, member, result, outcome.ok, outcome.fail)
        else outcome.fail(failure, failure === 'not supported' ? { errno: 100 } : {})
      })
    },
    { args: row?.args ?? [], fillDefaults: false, tap: row?.tap === true, promise: row?.promise !== false },
  )
}

/** Pictures come as data URLs and become temporary files. */
function answer(
  env: Env,
  className: string,
  member: string,
  result: unknown,
  ok: (result?: unknown) => void,
  fail: (reason: string) => void,
): void {
  const { dataUrl, ...rest } = (isPlainObject(result) ? result : {}) as JsonObject
  if (typeof dataUrl !== 'string') {
    ok(result)
    return
  }
  const field = className === 'CameraContext' && member === 'takePhoto' ? 'tempImagePath' : 'tempFilePath'
  storePicture(env.ctx, dataUrl, (path) => ok({ ...rest, [field]: path }), fail)
}

/** The object with all methods that the table lists for the class. */
export function componentContext(env: Env, className: string, locate: Locate): Record<string, unknown> {
  const context: Record<string, unknown> = {}
  for (const row of env.objects.rows(className)) {
    const member = row.name.slice(className.length + 1)
    if (row.kind === 'sync') context[member] = syncMethod(env, className, member, locate)
    else if (row.kind === 'async') context[member] = asyncMethod(env, className, member, locate)
    else if (row.name === 'CameraContext.onCameraFrame') {
      context[member] = (callback: unknown) => cameraFrameListener(env, locate, callback)
    } else if (row.kind === 'event' || row.kind === 'manager') {
      context[member] = () => {
        throw failureError(member, { message: 'not supported', errno: 100 })
      }
    }
  }
  if (className === 'ScrollViewContext') {
    for (const name of SCROLL_VIEW_PROPERTIES) {
      Object.defineProperty(context, name, {
        configurable: true,
        enumerable: true,
        get: () => locate()?.properties()[name],
        set: (value: unknown) => {
          const node = locate()
          node?.page.call(node.id, 'set', { [name]: value })
        },
      })
    }
  }
  return context
}

const CONTEXT_OF_TAG: Readonly<Record<string, string>> = {
  video: 'VideoContext',
  audio: 'AudioContext',
  map: 'MapContext',
  camera: 'CameraContext',
  editor: 'EditorContext',
  'live-player': 'LivePlayerContext',
  'live-pusher': 'LivePusherContext',
}

/** The `context` field of a selector query. */
export function contextOfNode(env: Env, node: SelectedNode): unknown {
  const className = CONTEXT_OF_TAG[node.tag]
  return className === undefined ? null : componentContext(env, className, () => node)
}

/** The `node` field of a selector query for an enhanced scroll-view. */
export function scrollViewNode(env: Env, node: SelectedNode): unknown {
  return componentContext(env, 'ScrollViewContext', () => node)
}

function asObject(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null ? value : undefined
}

export function componentContextMembers(env: Env): Members {
  const { ctx } = env
  const byId = (className: string) => {
    return (id: unknown, component?: unknown) => {
      const scope = asObject(component) ?? ctx.currentPage()?.instance
      return componentContext(env, className, () =>
        scope === undefined ? undefined : ctx.select(scope, `#${String(id)}`, true)[0],
      )
    }
  }
  const only = (className: string, tag: string) => {
    return (component?: unknown) => {
      const scope = asObject(component) ?? ctx.currentPage()?.instance
      return componentContext(env, className, () =>
        scope === undefined ? undefined : ctx.selectTag(scope, tag)[0],
      )
    }
  }
  return {
    createVideoContext: byId('VideoContext'),
    createAudioContext: byId('AudioContext'),
    createMapContext: byId('MapContext'),
    createLivePlayerContext: byId('LivePlayerContext'),
    createCameraContext: only('CameraContext', 'camera'),
    createLivePusherContext: only('LivePusherContext', 'live-pusher'),
  }
}
