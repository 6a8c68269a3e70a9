/** Brings what runs up to date after files of the package were saved. */

import type { Method } from '../automation/index'
import { pageStack } from '../launch'
import { evict, reachOf } from '../modules'
import { allPages, type Page } from '../page'
import { hasPage, program } from '../program'
import { forget, ownerOf } from '../space'
import { updateTemplates } from './templates'

interface Update {
  /** Paths without extension. */
  styles: string[]
  templates: string[]
  /** Paths with extension. */
  modules: string[]
  /** Pages and components whose JSON says something else. */
  configs: string[]
}

interface Result {
  /** The change cannot be made while the mini-program runs; nothing has been done. */
  restart: boolean
  /** The page stack, lowest first, to open again after a restart. */
  stack: string[]
  /** Routes that were opened anew. */
  reloaded: string[]
}

/** The pages that changed scripts and JSON belong to, and the modules to run again; `null` where it is not pages only. */
function affected(update: Update): { pages: Set<string>; modules: Set<string> } | null {
  const pages = new Set<string>()
  const modules = new Set<string>()
  for (const path of update.configs) {
    if (!hasPage(path)) return null
    pages.add(path)
  }
  // A worker has a realm of its own, which ends and begins with the mini-program.
  if (program.workers !== null && update.modules.some((path) => path.startsWith(`${program.workers}/`))) return null
  for (const module of reachOf(update.modules)) {
    modules.add(module.path)
    const owner = ownerOf(module.path)
    if (owner !== undefined && hasPage(owner)) pages.add(owner)
    else if (owner !== undefined || module.isRoot) return null
  }
  return { pages, modules }
}

function describe(page: Page): string {
  // Raw, as they came with the URL and as `onLoad` gets them.
  const query = Object.entries(page.params)
    .map(([key, value]) => `${key}=${value}`)
    .join('&')
  return query === '' ? page.route : `${page.route}?${query}`
}

function apply(update: Update): Result {
  const router = pageStack()
  const result: Result = { restart: false, stack: router.stack().map(describe), reloaded: [] }
  const scripts = affected(update)
  if (scripts === null) return { ...result, restart: true }
  updateTemplates(update.templates)
  for (const page of allPages()) page.view.refreshSheets(update.styles)
  evict(scripts.modules)
  for (const path of scripts.pages) {
    forget(path)
    if (router.renew(path)) result.reloaded.push(path)
  }
  return result
}

export const updateMethods: Record<string, Method> = {
  'Update.stack': () => pageStack().stack().map(describe),
  'Update.apply': (params) => apply(params as unknown as Update),
}
