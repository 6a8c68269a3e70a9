/** Generic bindings: what a row of the table becomes when the facade has no code of its own for it. */

import { asyncMember, DEAD, type Outcome } from './async-call'
import type { Declaration, JsonObject } from './context'
import type { Env } from './env'
import { asFailure, failureObject, NOT_SUPPORTED } from './failure'
import type { NativeObject } from './native-object'
import { callNativeSync, namedArguments, unsupportedSync, withoutFunctions } from './sync-call'

/** Members whose callbacks count as a tap, or inherit one. */
const GRANTS_TAP: Readonly<Record<string, 'always' | 'inherited'>> = {
  requestPayment: 'always',
  requestOrderPayment: 'always',
  request: 'inherited',
  downloadFile: 'inherited',
  getSetting: 'inherited',
}

/** Listening alone starts these sensors. */
const STARTED_BY: Readonly<Record<string, string>> = {
  onAccelerometerChange: 'startAccelerometer',
  onCompassChange: 'startCompass',
}

/** Sends a checked call on to native code. */
export function forward(env: Env, name: string, args: JsonObject, outcome: Outcome): void {
  env.ctx.native.call(name, withoutFunctions(args), (failure, result) => {
    if (failure === null) outcome.ok(result)
    else outcome.fail(failure.message, failure)
  })
}

export function bindAsync(env: Env, row: Declaration): unknown {
  const member = asyncMember(env.ctx, row.name, (args, outcome) => forward(env, row.name, args, outcome), {
    args: row.args ?? [],
    fillDefaults: false,
    tap: row.tap === true,
    promise: row.promise !== false,
    ...(GRANTS_TAP[row.name] === undefined ? {} : { grantsTap: GRANTS_TAP[row.name] as 'always' | 'inherited' }),
  })
  if (row.call !== 'positional') return member
  // Asynchronous members with positional arguments (`wx.checkIsPictureInPictureActive(…)`) always promise.
  return (...given: unknown[]) => member(namedArguments(row, given))
}

export function bindSync(env: Env, row: Declaration): unknown {
  return (...given: unknown[]) => callNativeSync(env.ctx, row, given)
}

/** `prepare` sees the task object before the call starts. */
export function bindTask(env: Env, row: Declaration, prepare?: (task: NativeObject) => void): unknown {
  const className = row.object ?? ''
  return asyncMember(
    env.ctx,
    row.name,
    (args, outcome) => {
      const task = env.objects.make(className, { quiet: true })
      prepare?.(task)
      if (outcome === DEAD) {
        env.objects.forget(task.id)
        return task.surface
      }
      const { abort } = task.surface
      if (typeof abort === 'function') {
        task.surface.abort = () => {
          abort()
          // The call ends here, however far native code has come with it.
          outcome.fail('abort')
          env.objects.forget(task.id)
        }
      }
      env.ctx.native.call(row.name, { ...withoutFunctions(args), $task: task.id }, (failure, result) => {
        if (failure === null) outcome.ok(result)
        else outcome.fail(failure.message, failure)
        if (failure !== null) task.watch?.('failed', {})
        // Sockets live on after their call has succeeded.
        if (failure !== null || className !== 'SocketTask') env.objects.forget(task.id)
      })
      return task.surface
    },
    {
      args: row.args ?? [],
      fillDefaults: false,
      tap: row.tap === true,
      task: true,
      ...(GRANTS_TAP[row.name] === undefined ? {} : { grantsTap: GRANTS_TAP[row.name] as 'inherited' }),
    },
  )
}

/** Factories named `get…` return the same object every time. */
export function bindManager(env: Env, row: Declaration): unknown {
  const className = row.object ?? ''
  const singleton = row.name.startsWith('get')
  let made: Record<string, unknown> | undefined
  return (...given: unknown[]): unknown => {
    if (singleton && made !== undefined) return made
    const anonymous = className === 'FileSystemManager'
    const object = env.objects.make(className, { anonymous })
    if (!anonymous) {
      try {
        callNativeSync(env.ctx, row, given, { $task: object.id })
      } catch (error) {
        env.objects.forget(object.id)
        throw error
      }
    }
    made = object.surface
    return made
  }
}

export function bindEvent(env: Env, row: Declaration): unknown {
  return (listener: unknown) => {
    const starter = STARTED_BY[row.name]
    if (starter !== undefined && env.hub.count(row.name) === 0 && env.rows.get(starter)?.home === 'native') {
      env.ctx.native.call(starter, {}, () => {})
    }
    env.hub.on(row.name, listener)
  }
}

/** `offX` takes listeners off `onX`. */
export function bindOffEvent(env: Env, row: Declaration): unknown {
  const event = row.name.replace(/^off/, 'on')
  return (listener?: unknown) => env.hub.off(event, listener)
}

/** Members that exist and fail: no silent stubs. */
export function bindUnsupported(env: Env, row: Declaration): unknown {
  const { ctx } = env
  const fail = (outcome: Outcome): void => outcome.fail(NOT_SUPPORTED.message, { errno: NOT_SUPPORTED.errno })
  switch (row.kind) {
    case 'async':
      return asyncMember(ctx, row.name, (_args, outcome) => fail(outcome), { promise: row.promise !== false })
    case 'task':
      return asyncMember(
        ctx,
        row.name,
        (_args, outcome) => {
          fail(outcome)
          const task = env.objects.make(row.object ?? '', { quiet: true })
          env.objects.forget(task.id)
          return task.surface
        },
        { task: true },
      )
    case 'manager':
      return unsupportedFactory(env, row)
    case 'event': {
      let warned = false
      return (listener: unknown) => {
        if (!warned) ctx.log('warn', `wx.${row.name}: not supported, the listener will not be called`)
        warned = true
        env.hub.on(row.name, listener)
      }
    }
    case 'offEvent':
      return bindOffEvent(env, row)
    case 'namespace': {
      const className = row.name.charAt(0).toUpperCase() + row.name.slice(1)
      if (!env.objects.knows(className)) return undefined
      const object = env.objects.make(className)
      env.objects.forget(object.id)
      return object.surface
    }
    case 'sync':
      return unsupportedSync(row.name)
    case 'const':
    case 'object':
      return undefined
  }
}

/**
 * Objects such as adverts are made in `onLoad` by pages that work without them: the factory returns
 * an object whose methods fail, and whose `onError` says so.
 */
function unsupportedFactory(env: Env, row: Declaration): unknown {
  const className = row.object ?? ''
  if (!env.objects.knows(className)) return unsupportedSync(row.name)
  return () => {
    const object = env.objects.make(className)
    env.objects.forget(object.id)
    env.ctx.log('warn', `wx.${row.name}: not supported`)
    env.ctx.timers.setTimeout(() => {
      object.emit('error', failureObject(row.name, asFailure(NOT_SUPPORTED)))
    }, 0)
    return object.surface
  }
}

/** The member a native or unsupported row becomes. */
export function bindRow(env: Env, row: Declaration): unknown {
  if (row.home === 'unsupported') return bindUnsupported(env, row)
  switch (row.kind) {
    case 'async':
      return bindAsync(env, row)
    case 'sync':
      return bindSync(env, row)
    case 'task':
      return bindTask(env, row)
    case 'manager':
      return bindManager(env, row)
    case 'event':
      return bindEvent(env, row)
    case 'offEvent':
      return bindOffEvent(env, row)
    case 'namespace':
    case 'const':
    case 'object':
      return undefined
  }
}
