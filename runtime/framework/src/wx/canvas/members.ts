/** Canvas members of wx. */

import type { Outcome } from '../async-call'
import { decodeBase64, encodeBase64 } from '../base64'
import type { JsonObject, PageHandle, SelectedNode } from '../context'
import type { Env, Members } from '../env'
import { logicAsync } from '../logic-member'
import { storePicture } from '../temp-picture'
import { Canvas } from './canvas'
import { type Command, ObjectNumbers } from './encoding'
import { findCanvas } from './find-canvas'
import { CanvasContext, drawCommands } from './legacy-context'
import type { CanvasShared, Surface } from './surface'

type Request = (method: string, params: JsonObject, reply: (failure: string | null, result?: unknown) => void) => void

export interface CanvasParts {
  readonly members: Members
  /** The one Canvas object of a canvas component. */
  canvasOf(node: SelectedNode, facts: JsonObject): Canvas
  pageDestroyed(page: PageHandle): void
}

function asComponent(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null ? value : undefined
}

function sizes(args: JsonObject, names: readonly string[]): JsonObject {
  const result: JsonObject = {}
  for (const name of names) if (typeof args[name] === 'number') result[name] = args[name]
  return result
}

export function canvasParts(env: Env): CanvasParts {
  const { ctx } = env
  const shared: CanvasShared = { ctx, numbers: new ObjectNumbers(ctx) }
  const canvases = new WeakMap<PageHandle, Map<number, Canvas>>()

  /** How to reach the canvas that a call names by `canvas` object or `canvasId`. */
  const reach = (args: JsonObject, component: unknown, outcome: Outcome): Request | undefined => {
    if (args.canvas instanceof Canvas) {
      const surface: Surface = args.canvas.surface
      return (method, params, reply) => surface.request(method, params, reply)
    }
    const node = findCanvas(ctx, args.canvasId, asComponent(component))
    if (node === undefined) {
      outcome.fail('fail canvas is empty')
      return undefined
    }
    return (method, params, reply) => node.page.call(node.id, method, { canvas: 0, ...params }, reply)
  }

  const members: Members = {
    createCanvasContext: (canvasId: unknown, component?: unknown) =>
      new CanvasContext(ctx, shared.numbers, canvasId, asComponent(component)),

    createContext: () => new CanvasContext(ctx, shared.numbers, undefined),

    // Older than promises: code of its time would leave a rejection unhandled.
    drawCanvas: logicAsync(
      env,
      'drawCanvas',
      (args, outcome) => {
        const commands = Array.isArray(args.actions) ? (args.actions as Command[]) : []
        drawCommands(ctx, args.canvasId, undefined, commands, args.reserve === true, (failure) => {
          if (failure === null) outcome.ok()
          else outcome.fail(failure)
        })
      },
      { task: true },
    ),

    createOffscreenCanvas: (first?: unknown, height?: unknown, component?: unknown): Canvas => {
      // createOffscreenCanvas({type, width, height, compInst}) and the older (width, height, component).
      const options = (typeof first === 'object' && first !== null ? first : {}) as JsonObject
      const owner = asComponent(options.compInst ?? component)
      const page = ctx.pageOf(owner)
      if (page === undefined) throw new Error('createOffscreenCanvas:fail no page is open')
      const size: { width?: number; height?: number } = {}
      const width = typeof first === 'number' ? first : options.width
      const tall = typeof first === 'number' ? height : options.height
      if (typeof width === 'number') size.width = width
      if (typeof tall === 'number') size.height = tall
      return new Canvas(shared, page, { offscreen: shared.numbers.next() }, size)
    },

    canvasToTempFilePath: logicAsync(
      env,
      'canvasToTempFilePath',
      (args, outcome, [component]) => {
        const request = reach(args, component, outcome)
        if (request === undefined) return
        const fileType = args.fileType === 'jpg' || args.fileType === 'jpeg' ? 'jpg' : 'png'
        const params = {
          ...sizes(args, ['x', 'y', 'width', 'height', 'destWidth', 'destHeight']),
          fileType,
          quality: typeof args.quality === 'number' ? args.quality : 1,
        }
        request('canvasToTempFile', params, (failure, result) => {
          const dataUrl = (result as { dataUrl?: unknown } | null | undefined)?.dataUrl
          if (failure !== null || typeof dataUrl !== 'string') outcome.fail(failure ?? 'fail canvas is empty')
          else storePicture(ctx, dataUrl, (tempFilePath) => outcome.ok({ tempFilePath }), outcome.fail)
        })
      },
      { fillDefaults: false },
    ),

    canvasGetImageData: logicAsync(env, 'canvasGetImageData', (args, outcome, [component]) => {
      const request = reach(args, component, outcome)
      request?.('canvasGetImageData', sizes(args, ['x', 'y', 'width', 'height']), (failure, result) => {
        const answer = result as { width: number; height: number; data: string } | undefined
        if (failure !== null || typeof answer?.data !== 'string') {
          outcome.fail(failure ?? '')
          return
        }
        const data = new Uint8ClampedArray(decodeBase64(answer.data))
        outcome.ok({ width: answer.width, height: answer.height, data })
      })
    }),

    canvasPutImageData: logicAsync(env, 'canvasPutImageData', (args, outcome, [component]) => {
      const { data } = args
      if (!(data instanceof ArrayBuffer) && !ArrayBuffer.isView(data)) {
        outcome.fail('parameter error: parameter.data should be Uint8ClampedArray;', { errno: 1001 })
        return
      }
      const request = reach(args, component, outcome)
      const params = { ...sizes(args, ['x', 'y', 'width', 'height']), data: encodeBase64(data) }
      request?.('canvasPutImageData', params, (failure) => {
        if (failure === null) outcome.ok()
        else outcome.fail(failure)
      })
    }),
  }

  return {
    members,
    canvasOf(node, facts) {
      const ofPage = canvases.get(node.page) ?? new Map<number, Canvas>()
      canvases.set(node.page, ofPage)
      const known = ofPage.get(node.id)
      if (known !== undefined) return known
      const size: { width?: number; height?: number } = {}
      if (typeof facts.nodeWidth === 'number') size.width = facts.nodeWidth
      if (typeof facts.nodeHeight === 'number') size.height = facts.nodeHeight
      const canvas = new Canvas(shared, node.page, { node: node.id }, size)
      ofPage.set(node.id, canvas)
      return canvas
    },
    pageDestroyed(page) {
      canvases.delete(page)
    },
  }
}
