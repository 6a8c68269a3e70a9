/**
 * `CameraContext.onCameraFrame`: frames of the camera component, taken one by one. The view makes the next
 * frame when the logic asks for it, which it does after the script has seen the last one: slow scripts get
 * fewer frames, and nothing queues up.
 */

import { asyncMember, runCallback } from './async-call'
import { decodeBase64 } from './base64'
import type { SelectedNode } from './context'
import type { Env } from './env'
import { NOT_SUPPORTED } from './failure'
import { withoutFunctions } from './sync-call'
import { isPlainObject } from './value-type'

/** What a script's callback gets: rows of RGBA pixels. */
export interface CameraFrame {
  width: number
  height: number
  data: ArrayBuffer
}

/** The view's answer to `takeFrame`; undefined for one that is no frame. */
function frameOf(result: unknown): CameraFrame | undefined {
  if (!isPlainObject(result)) return undefined
  const { width, height, data } = result
  if (typeof width !== 'number' || typeof height !== 'number' || typeof data !== 'string') return undefined
  return { width, height, data: decodeBase64(data) }
}

/** The `CameraFrameListener` of one callback. */
export function cameraFrameListener(
  env: Env,
  locate: () => SelectedNode | undefined,
  callback: unknown,
): Record<string, unknown> {
  const { ctx } = env
  /** Counts starts and stops: answers to an earlier start are not heard. */
  let turn = 0
  let camera: SelectedNode | undefined

  const take = (node: SelectedNode, ofTurn: number): void => {
    node.page.call(node.id, 'takeFrame', {}, (failure, result) => {
      if (ofTurn !== turn) return
      const frame = failure === null ? frameOf(result) : undefined
      if (frame === undefined) {
        // The component or its page went, or the page is hidden.
        camera = undefined
        return
      }
      runCallback(ctx, 'onCameraFrame callback', callback, frame)
      if (ofTurn === turn) take(node, ofTurn)
    })
  }

  const start = asyncMember(
    ctx,
    'start',
    (args, outcome) => {
      if (args.worker !== undefined && args.worker !== null) {
        return outcome.fail(`${NOT_SUPPORTED.message}: frames for a worker`, { errno: NOT_SUPPORTED.errno })
      }
      const node = locate()
      if (node === undefined) return outcome.fail('there is no camera component on the page')
      turn += 1
      const ofTurn = turn
      node.page.call(node.id, 'startFrames', withoutFunctions(args), (failure) => {
        if (ofTurn !== turn) return outcome.fail('stopped before the camera had started')
        if (failure !== null) {
          ctx.log('warn', `CameraFrameListener.start: ${failure}`)
          return outcome.fail(failure, failure === NOT_SUPPORTED.message ? { errno: NOT_SUPPORTED.errno } : {})
        }
        camera = node
        outcome.ok()
        take(node, ofTurn)
      })
    },
    { promise: false },
  )

  const stop = asyncMember(
    ctx,
    'stop',
    (_args, outcome) => {
      turn += 1
      const node = camera
      camera = undefined
      node?.page.call(node.id, 'stopFrames', {})
      outcome.ok()
    },
    { promise: false },
  )

  return { start, stop }
}
