/** Canvas components by the `canvas-id` of old canvases. */

import type { SelectedNode, WxContext } from '../context'

/** Looks in a component, or in the current page. An `id` is taken where no `canvas-id` matches. */
export function findCanvas(ctx: WxContext, canvasId: unknown, component?: object): SelectedNode | undefined {
  const scope = component ?? ctx.currentPage()?.instance
  if (scope === undefined) return undefined
  const wanted = String(canvasId)
  const nodes = ctx.selectTag(scope, 'canvas')
  return (
    nodes.find((node) => String(node.properties().canvasId ?? '') === wanted) ??
    nodes.find((node) => node.elementId === wanted)
  )
}
