/**
 * `initialRenderingCache`: what a page draws of its initial data is kept, and shown when the page opens the next
 * time, until its scripts have run. `static` keeps the first rendering by itself, `dynamic` what
 * `setInitialRenderingCache` is given.
 */

import * as glassEasel from 'glass-easel'
import { native } from './native'
import { type Page, pageOfElement } from './page'
import { effectiveTheme, pageConfig } from './program'
import { codeSpace, env, styleScopes } from './space'
import { PageView } from './view/page-view'

function kindOf(window: Record<string, unknown>): 'static' | 'dynamic' | undefined {
  const kind = window.initialRenderingCache
  return kind === 'static' || kind === 'dynamic' ? kind : undefined
}

/** The batch to show in a page that opens. */
export function keptRendering(page: Page): string | undefined {
  return kindOf(page.window) === undefined ? undefined : native.keptRendering(page.route, effectiveTheme())
}

export function hasInitialRendering(route: string): boolean {
  return kindOf(pageConfig(route).window) !== undefined && native.keptRendering(route, effectiveTheme()) !== undefined
}

/** Keeps the first rendering of a `static` page: called when its tree stands, before `onLoad`. */
export function keepInitialRendering(page: Page): void {
  // A page that had asked its view something has told it a part of its tree already.
  if (kindOf(page.window) !== 'static' || page.foreseen || page.view.batches > 0) return
  const batch = page.view.flush()
  if (batch !== undefined) native.keepRendering(page.route, effectiveTheme(), batch)
}

/** `this.setInitialRenderingCache(data)` of a `dynamic` page: its initial data and these; null forgets. */
export function setInitialRendering(component: glassEasel.GeneralComponent | undefined, data: unknown): void {
  const page = component === undefined ? undefined : pageOfElement(component)
  if (page === undefined || page.component !== component || kindOf(page.window) !== 'dynamic') return
  const given = typeof data === 'object' && data !== null
  native.keepRendering(page.route, effectiveTheme(), given ? drawAside(page, data as Record<string, unknown>) : '')
}

/** Draws the page once more where nobody sees it. It is never attached, so only `created` runs. */
function drawAside(page: Page, data: Record<string, unknown>): string {
  const view = new PageView(0, page.route, styleScopes())
  const backend = env.associateBackend(view as unknown as glassEasel.GeneralBackendContext)
  const root = backend.createRoot('page', codeSpace, `/${page.route}`)
  root.get().setData(data)
  // Sheets come with the components that use them, which say so when they are attached.
  for (const node of view.nodes.values()) {
    const element = node.__wxElement
    if (element instanceof glassEasel.Component) view.uses(element)
    const host = element?.ownerShadowRoot?.getHostNode()
    if (host !== undefined) view.uses(host)
  }
  const batch = view.take() ?? ''
  view.destroy()
  return batch
}
