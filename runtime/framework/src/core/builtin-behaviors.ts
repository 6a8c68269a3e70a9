/** The behaviors that the platform itself provides: `wx://form-field` and its kin. */

import type * as adapter from 'glass-easel-miniprogram-adapter'

type Behavior = adapter.behavior.GeneralBehavior

const behaviors = new Map<string, Behavior>()

export function defineBuiltinBehaviors(codeSpace: adapter.CodeSpace): void {
  const formField = codeSpace
    .behavior()
    .definition({ properties: { name: String, value: null } })
    .register()
  behaviors.set('wx://form-field', formField as unknown as Behavior)
  for (const name of ['form-field-group', 'form-field-button', 'component-export']) {
    behaviors.set(`wx://${name}`, codeSpace.behavior().definition({}).register() as unknown as Behavior)
  }
}

export function builtinBehavior(name: string): Behavior | undefined {
  return behaviors.get(name)
}
