/** What forms and text fields need of the logic: values of form-field components, and texts that handlers return. */

import * as glassEasel from 'glass-easel'
import { builtinBehavior } from './builtin-behaviors'
import type { ViewNode } from './view/view-node'

type Values = Record<string, unknown>

/**
 * The detail of a form's `submit` with the values of the components below it that use `wx://form-field`. The
 * view knows the built-in fields only.
 */
export function withFormFields(form: glassEasel.Element, detail: unknown): unknown {
  const given = (typeof detail === 'object' && detail !== null ? detail : {}) as { value?: Values }
  const values: Values = { ...given.value }
  const behavior = (builtinBehavior('wx://form-field') as { _$?: unknown } | undefined)?._$
  if (behavior === undefined) return detail
  const visit = (node: glassEasel.Node): void => {
    if (!(node instanceof glassEasel.Element)) return
    const component = node.asGeneralComponent()
    if (component?.hasBehavior(behavior as glassEasel.GeneralBehavior)) {
      const { name, value } = component.data as { name?: unknown; value?: unknown }
      if (typeof name === 'string' && name !== '') values[name] = value
    }
    node.forEachComposedChild((child) => visit(child))
  }
  form.forEachComposedChild((child) => visit(child))
  return { ...given, value: values }
}

/** The text (and caret) that a `bindinput` handler of `input` or `textarea` returned, put into the field. */
export function applyInputResult(target: glassEasel.Element | undefined, returned: unknown): void {
  const result = typeof returned === 'string' ? { value: returned } : returned
  if (typeof result !== 'object' || result === null || !('value' in result) || typeof result.value !== 'string') return
  const tag = target?.asNativeNode()?.is
  if (target === undefined || (tag !== 'input' && tag !== 'textarea')) return
  const node = target.getBackendElement() as unknown as ViewNode | null
  node?.setAttribute('value', result.value)
  const { cursor } = result as { cursor?: unknown }
  if (typeof cursor === 'number') node?.setAttribute('cursor', cursor)
}
