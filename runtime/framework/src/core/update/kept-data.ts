/** Data of components that a new template makes anew: they go on where the ones before them were. */

import * as glassEasel from 'glass-easel'

type Component = glassEasel.GeneralComponent

interface Kept {
  is: string
  /** The author's id in the template, by which a component is found first. */
  id: string
  data: Record<string, unknown>
  children: Kept[]
}

/** Custom components of one shadow tree in document order; those in slots belong to it too. */
export function componentsIn(component: Component): Component[] {
  const found: Component[] = []
  const walk = (node: glassEasel.Node): void => {
    const element = glassEasel.Element.isElement(node) ? node : null
    if (element === null) return
    const inner = element.asGeneralComponent()
    if (inner !== null && inner.getShadowRoot() !== null) found.push(inner)
    for (const child of element.childNodes) walk(child)
  }
  const root = component.getShadowRoot()
  for (const child of root?.childNodes ?? []) walk(child)
  return found
}

/** What the components inside have in their own `data`; properties come from the template again. */
export function keepData(component: Component): Kept[] {
  return componentsIn(component).map((inner) => {
    const properties = new Set(inner.getComponentDefinition().behavior.listProperties())
    const data: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(inner.data as Record<string, unknown>)) {
      if (!properties.has(name) && value !== undefined) data[name] = value
    }
    return { is: inner.is, id: inner.id, data, children: keepData(inner) }
  })
}

/** Gives `kept` to the components that are inside now: to one of the same kind and id, else to the next of its kind. */
export function restoreData(component: Component, kept: readonly Kept[]): void {
  const left = [...kept]
  for (const inner of componentsIn(component)) {
    const same = left.filter((one) => one.is === inner.is)
    const match = same.find((one) => one.id === inner.id) ?? same[0]
    if (match === undefined) continue
    left.splice(left.indexOf(match), 1)
    if (Object.keys(match.data).length > 0) inner.setData(match.data)
    restoreData(inner, match.children)
  }
}
