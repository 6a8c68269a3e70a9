/** `custom-tab-bar/index`: one instance in every tab page, after the page's own content. */

import type * as glassEasel from 'glass-easel'
import type * as adapter from 'glass-easel-miniprogram-adapter'
import type { Instance, Page } from './page'
import { native } from './native'
import { program } from './program'
import { codeSpace, env, loadComponent } from './space'

const PATH = 'custom-tab-bar/index'

const instances = new WeakMap<Page, adapter.Root>()

function wanted(): boolean {
  return program.tabBar?.custom === true
}

export function loadCustomTabBar(): void {
  if (!wanted()) return
  if (native.scriptOf(PATH) === '') {
    native.log('error', [], `app.json says tabBar.custom, but ${PATH}.js is missing`, '')
    return
  }
  loadComponent(PATH)
}

export function showCustomTabBar(page: Page): void {
  if (!wanted() || native.scriptOf(PATH) === '') return
  const backend = env.associateBackend(page.view as unknown as glassEasel.GeneralBackendContext)
  const root = backend.createRoot('custom-tab-bar', codeSpace, `/${PATH}`)
  // Its `attached` may ask about the layout, or for the bar itself.
  page.adopt(root.getComponent())
  instances.set(page, root)
  const parent = page.view.root
  const placeholder = page.view.createTextNode('')
  parent.appendChild(placeholder)
  root.attach(
    parent as unknown as glassEasel.GeneralBackendElement,
    placeholder as unknown as glassEasel.GeneralBackendElement,
  )
  placeholder.release()
}

/** What `getTabBar()` gives. */
export function customTabBarOf(page: Page | undefined): Instance | null {
  const root = page === undefined ? undefined : instances.get(page)
  return root === undefined ? null : (root.get() as unknown as Instance)
}
