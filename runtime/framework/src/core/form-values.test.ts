import * as glassEasel from 'glass-easel'
import { describe, expect, it, vi } from 'vitest'

const space = new glassEasel.ComponentSpace()
const formField = space.defineBehavior({ is: 'form-field', properties: { name: String, value: null } } as never)
vi.mock('./builtin-behaviors', () => ({ builtinBehavior: () => ({ _$: formField }) }))

const { applyInputResult, withFormFields } = await import('./form-values')

function define(is: string, behaviors: unknown[] = [], options: object = {}) {
  return space.defineComponent({ is, behaviors, options } as never)
}

function make(root: glassEasel.ShadowRoot, component: unknown, data: Record<string, unknown> = {}): glassEasel.GeneralComponent {
  const element = root.createComponentByDef('x', component as never) as unknown as glassEasel.GeneralComponent
  element.setData(data as never)
  return element
}

describe('forms', () => {
  it('gather form-field components at every depth, and keep the built-in fields', () => {
    const field = define('field', [formField])
    const wrapper = define('wrapper')
    const page = glassEasel.Component.createWithContext('page', define('page') as never, new glassEasel.EmptyBackendContext())
    const root = (page as unknown as glassEasel.GeneralComponent).shadowRoot as glassEasel.ShadowRoot
    const form = root.createNativeNode('form')
    const box = make(root, wrapper)
    form.appendChild(box)
    box.appendChild(make(root, field, { name: 'inner', value: [1, 2] }))
    form.appendChild(make(root, field, { name: 'outer', value: 'x' }))
    form.appendChild(make(root, field, { name: '', value: 'nobody' }))
    expect(withFormFields(form, { value: { who: 'me' }, formId: '' })).toEqual({
      value: { who: 'me', inner: [1, 2], outer: 'x' },
      formId: '',
    })
  })
})

describe('input handlers', () => {
  const field = (tag: string) => {
    const setAttribute = vi.fn()
    const target = { asNativeNode: () => ({ is: tag }), getBackendElement: () => ({ setAttribute }) }
    return { target: target as unknown as glassEasel.Element, setAttribute }
  }

  it('replace the text by what they return', () => {
    const { target, setAttribute } = field('input')
    applyInputResult(target, 'A')
    applyInputResult(target, { value: 'B', cursor: 1 })
    expect(setAttribute.mock.calls).toEqual([['value', 'A'], ['value', 'B'], ['cursor', 1]])
  })

  it('mean nothing with other results and elsewhere', () => {
    const { target, setAttribute } = field('textarea')
    for (const returned of [undefined, null, 3, {}, { value: 3 }, Promise.resolve('x')]) applyInputResult(target, returned)
    expect(setAttribute).not.toHaveBeenCalled()
    const other = field('view')
    applyInputResult(other.target, 'x')
    expect(other.setAttribute).not.toHaveBeenCalled()
    applyInputResult(undefined, 'x')
  })
})
