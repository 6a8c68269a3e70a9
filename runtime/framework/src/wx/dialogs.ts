/** wx.showModal, wx.showActionSheet, previews: drawn by the chrome. */

import type { JsonObject } from './context'
import type { Env, Members } from './env'
import { logicAsync } from './logic-member'
import { resourceAddress } from './package-path'
import { typeName } from './value-type'

const MAX_ITEMS = 6

/** Width of a text in halves of a Chinese character. */
function halfWidths(text: string): number {
  let width = 0
  for (const char of text) width += (char.codePointAt(0) ?? 0) > 0xff ? 2 : 1
  return width
}

/** Button texts hold four Chinese characters. */
function buttonProblem(name: string, value: unknown): string {
  return typeof value === 'string' && halfWidths(value) > 8
    ? `${name} length should not larger than 4 Chinese characters`
    : ''
}

function text(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback
}

function itemListProblem(items: readonly unknown[]): string {
  if (items.length < 1) return 'parameter error: parameter.itemList should have at least 1 item;'
  if (items.length > MAX_ITEMS) return `parameter error: itemList should not be larger than ${MAX_ITEMS};`
  const wrong = items.findIndex((item) => typeof item !== 'string')
  return wrong < 0
    ? ''
    : `parameter error: parameter.itemList[${wrong}] should be String instead of ${typeName(items[wrong])};`
}

export function dialogMembers(env: Env): Members {
  const { ctx } = env
  return {
    showModal: logicAsync(
      env,
      'showModal',
      (args, outcome) => {
        const problem = buttonProblem('confirmText', args.confirmText) || buttonProblem('cancelText', args.cancelText)
        if (problem !== '') {
          outcome.fail(problem)
          return
        }
        const editable = args.editable === true
        const params: JsonObject = {
          title: args.title ?? '',
          content: args.content ?? '',
          showCancel: args.showCancel !== false,
          cancelText: text(args.cancelText, '取消'),
          cancelColor: text(args.cancelColor, '#000000'),
          confirmText: text(args.confirmText, '确定'),
          confirmColor: text(args.confirmColor, '#576B95'),
          editable,
          placeholderText: args.placeholderText ?? '',
        }
        ctx.chrome('modal', params, (result) => {
          const confirm = result.confirm === true
          const content = editable && confirm ? String(result.content ?? '') : null
          outcome.ok({ confirm, cancel: !confirm, content })
        })
      },
      { grantsTap: 'always', fillDefaults: false },
    ),

    showActionSheet: logicAsync(
      env,
      'showActionSheet',
      (args, outcome) => {
        const items = Array.isArray(args.itemList) ? (args.itemList as unknown[]) : []
        const problem = itemListProblem(items)
        if (problem !== '') {
          outcome.fail(problem, { errno: 1001 })
          return
        }
        const params = {
          itemList: [...items],
          itemColor: text(args.itemColor, '#000000'),
          alertText: args.alertText ?? '',
        }
        ctx.chrome('actionSheet', params, (result) => {
          if (typeof result.tapIndex === 'number') outcome.ok({ tapIndex: result.tapIndex })
          else outcome.fail('cancel')
        })
      },
      { grantsTap: 'always' },
    ),

    previewImage: logicAsync(env, 'previewImage', (args, outcome) => {
      const route = ctx.currentPage()?.route
      const given = Array.isArray(args.urls) ? (args.urls as unknown[]).map(String) : []
      if (given.length === 0) {
        outcome.fail('parameter error: parameter.urls should have at least 1 item;', { errno: 1001 })
        return
      }
      const current = typeof args.current === 'number' ? args.current : given.indexOf(String(args.current))
      const urls = given.map((url) => resourceAddress(url, route))
      // Success means that the preview is open, not that it has been closed.
      ctx.chrome('previewImage', { urls, current: Math.max(0, current), kind: 'image' }, () => {})
      outcome.ok()
    }),

    previewMedia: logicAsync(env, 'previewMedia', (args, outcome) => {
      const route = ctx.currentPage()?.route
      const given = Array.isArray(args.sources) ? (args.sources as JsonObject[]) : []
      if (given.length === 0) {
        outcome.fail('parameter error: parameter.sources should have at least 1 item;', { errno: 1001 })
        return
      }
      const sources = given.map((source) => ({
        url: resourceAddress(String(source.url), route),
        type: source.type === 'video' ? 'video' : 'image',
        poster: resourceAddress(typeof source.poster === 'string' ? source.poster : '', route),
      }))
      const current = typeof args.current === 'number' ? args.current : 0
      ctx.chrome(
        'previewImage',
        { urls: sources.map(({ url }) => url), sources, current, kind: 'media' },
        () => {},
      )
      outcome.ok()
    }),
  }
}
