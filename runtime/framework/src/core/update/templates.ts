/** New templates for pages and components that are on the screen. */

import type * as glassEasel from 'glass-easel'
import { reportError } from '../errors'
import { allPages } from '../page'
import { replaceTemplate } from '../space'
import { componentsIn, keepData, restoreData } from './kept-data'

/**
 * Takes the templates of these paths anew and draws what uses them again. A component keeps its data, and so
 * do those inside it that the new template still has.
 */
export function updateTemplates(paths: readonly string[]): void {
  const changed = new Set(paths.filter(replaceTemplate))
  if (changed.size === 0) return
  for (const page of allPages()) {
    page.view.forgetWxs()
    for (const tree of page.trees()) redraw(tree, changed)
  }
}

function redraw(component: glassEasel.GeneralComponent, changed: ReadonlySet<string>): void {
  // What is inside a changed component is made with the new templates already.
  if (changed.has(component.is)) {
    const kept = keepData(component)
    try {
      component.applyTemplateUpdates()
      restoreData(component, kept)
    } catch (error) {
      reportError(error, `${component.is}.wxml`)
    }
    return
  }
  for (const inner of componentsIn(component)) redraw(inner, changed)
}
