import { describe, expect, it } from 'vitest'
import { FunctionNames } from './function-names'

describe('names of WXS functions', () => {
  const move = (): void => {}

  it('lead through the exports of the first module that has the function', () => {
    const names = new FunctionNames([
      ['a/base', { exports: { touch: { move } } }],
      ['a/all', { exports: { again: move } }],
      ['a/one', { exports: names2 }],
    ])
    expect(names.find(move)).toEqual({ module: 'a/base', path: ['touch', 'move'] })
    expect(names.find(names2)).toEqual({ module: 'a/one', path: [] })
  })

  it('are found for what a module exports later, and not for what a call made', () => {
    const module = { exports: {} as Record<string, unknown> }
    const names = new FunctionNames([['m', module]])
    expect(names.find(move)).toBeUndefined()
    module.exports.move = move
    expect(names.find(move)).toEqual({ module: 'm', path: ['move'] })
  })
})

function names2(): void {}
