/**
 * What page and component instances have of their own: the component behind them, and the ids by which
 * WeChat tells instances apart. Frameworks (uni-app) copy the ids to objects of their own, if the instance
 * itself has them, and give those objects to wx members where a component is asked for.
 */

import type * as glassEasel from 'glass-easel'
import { elementOf } from './events'
import { pageOfElement } from './page'

interface Instance {
  _$: glassEasel.GeneralComponent
}

const ids = new WeakMap<object, string>()
const components = new Map<string, WeakRef<glassEasel.Element>>()
const gone = new FinalizationRegistry<string>((id) => components.delete(id))
let next = 1

function idOf(component: glassEasel.GeneralComponent): string {
  const known = ids.get(component)
  if (known !== undefined) return known
  const id = (next++).toString(16).padStart(8, '0')
  ids.set(component, id)
  components.set(id, new WeakRef(component))
  gone.register(component, id)
  return id
}

/** The component that a script means: an instance, or an object with the id of one. */
export function componentOf(scope: object): glassEasel.Element | undefined {
  const id = (scope as Record<string, unknown>).__wxExparserNodeId__
  return elementOf(scope) ?? (typeof id === 'string' ? components.get(id)?.deref() : undefined)
}

/** Scripts may give the field another value. */
function replace(name: string): (this: object, value: unknown) => void {
  return function (value) {
    Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true })
  }
}

const own: PropertyDescriptorMap & ThisType<Instance> = {
  __wxExparserNodeId__: {
    configurable: true,
    get() {
      return idOf(this._$)
    },
    set: replace('__wxExparserNodeId__'),
  },
  __wxWebviewId__: {
    configurable: true,
    get() {
      return pageOfElement(this._$)?.id
    },
    set: replace('__wxWebviewId__'),
  },
}

/**
 * Every instance gets these as it gets its component. None is enumerable: scripts put instances into data
 * (`setData({ parent: this })`), of which the engine copies the enumerable fields for the template, and
 * the component refers to the whole tree.
 */
export function identifyInstances(prototype: object): void {
  Object.defineProperty(prototype, '_$', {
    configurable: true,
    set(this: object, component: unknown) {
      Object.defineProperty(this, '_$', { value: component, writable: true, configurable: true })
      Object.defineProperties(this, own)
    },
  })
}
