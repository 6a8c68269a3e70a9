/**
 * A component that comes for its placeholder gets its values from the template code that made the placeholder.
 * glass-easel keeps the code of the first time, which in a list holds the item of then; the newest is right.
 */

/** Sets attributes, properties and listeners of one node of a template. */
type Fill = (element: object, isCreation: boolean) => void
type DefineElement = (tag: string, generics: unknown, fill: Fill, ...rest: unknown[]) => void
type DefineChildren = (isCreation: boolean, defineText: unknown, defineElement: DefineElement, ...rest: unknown[]) => void

/** What draws the nodes of one component: glass-easel's `ProcGenWrapper`. */
export interface Drawer {
  createCommonElement: (tag: string, generics: unknown, fill: Fill, ...rest: unknown[]) => object
  handleChildrenUpdate: (children: DefineChildren, ...rest: unknown[]) => void
}

/** `tags` are those that have a placeholder. */
export function keepNewestValues(drawer: Drawer, tags: ReadonlySet<string>): void {
  const newest = new WeakMap<object, { fill: Fill }>()
  const { createCommonElement, handleChildrenUpdate } = drawer
  drawer.createCommonElement = (tag, generics, fill, ...rest) => {
    if (!tags.has(tag)) return createCommonElement.call(drawer, tag, generics, fill, ...rest)
    const held = { fill }
    const fillNewest: Fill = (element, isCreation) => {
      newest.set(element, held)
      held.fill(element, isCreation)
    }
    return createCommonElement.call(drawer, tag, generics, fillNewest, ...rest)
  }
  drawer.handleChildrenUpdate = (children, ...rest) => {
    const update: DefineChildren = (isCreation, defineText, defineElement, ...others) => {
      const define: DefineElement = (tag, generics, fill, ...more) => {
        if (!tags.has(tag)) return defineElement(tag, generics, fill, ...more)
        const remember: Fill = (element, created) => {
          const held = newest.get(element)
          if (held !== undefined) held.fill = fill
          fill(element, created)
        }
        defineElement(tag, generics, remember, ...more)
      }
      children(isCreation, defineText, define, ...others)
    }
    handleChildrenUpdate.call(drawer, update, ...rest)
  }
}
