import type { WxElement } from './base'

const classes = new Map<string, new () => WxElement>()

/**
 * Registers a built-in component as `wx-<tag>`. `tag` is WeChat's name (`scroll-view`).
 * A tag is defined once; the first definition stays.
 */
export function define(tag: string, component: new () => WxElement): void {
  if (classes.has(tag)) return
  // One class cannot stand behind two tags.
  const taken = [...classes.values()].includes(component)
  const own = taken ? class extends component {} : component
  classes.set(tag, own)
  customElements.define(`wx-${tag}`, own)
}

/** True for tags that belong to built-in components. */
export function isBuiltin(tag: string): boolean {
  return classes.has(tag)
}

/** Every defined tag, for the support table and tests. */
export function builtinTags(): string[] {
  return [...classes.keys()]
}
