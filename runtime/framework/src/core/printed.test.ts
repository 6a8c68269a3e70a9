import { describe, expect, it } from 'vitest'
import { printed } from './printed'

const print = (value: unknown) => printed(value, (error) => `${error.name}: ${error.message}\n    at f (a.js:1:1)`)

describe('printed', () => {
  it('prints values as a console does', () => {
    expect(print('plain text')).toBe('plain text')
    expect(print(undefined)).toBe('undefined')
    expect(print(-0)).toBe('-0')
    expect(print(12n)).toBe('12n')
    expect(print([1, 'two', "it's", null])).toBe(`[1, 'two', "it's", null]`)
    expect(print({ a: 1, 'b-c': { d: [] } })).toBe(`{a: 1, 'b-c': {d: []}}`)
    expect(print(new Map([['k', { v: 1 }]]))).toBe("Map(1) {'k' => {v: 1}}")
    expect(print(new Set([1]))).toBe('Set(1) {1}')
    expect(print(new Uint8Array([1, 2]))).toBe('Uint8Array(2) [1, 2]')
    expect(print(function named() {})).toBe('ƒ named')
    expect(print(new (class Point { x = 1 })())).toBe('Point {x: 1}')
    expect(print(/x/g)).toBe('/x/g')
    expect(print(Object.create(null))).toBe('[Object: null prototype] {}')
  })

  it('bounds depth, length and cycles', () => {
    const cycle: Record<string, unknown> = { name: 'a' }
    cycle.self = cycle
    expect(print(cycle)).toBe("{name: 'a', self: [Circular]}")
    expect(print({ a: { b: { c: { d: { e: 1 } } } } })).toBe('{a: {b: {c: {d: {…}}}}}')
    expect(print(Array.from({ length: 103 }, () => 0))).toMatch(/… 3 more\n]$/)
  })

  it('does not run getters', () => {
    expect(print({ get x() { throw new Error('ran') } })).toBe('{x: [Getter]}')
  })

  it('breaks what does not fit on a line', () => {
    const long = 'x'.repeat(40)
    expect(print({ a: long, b: long })).toBe(`{\n  a: '${long}',\n  b: '${long}'\n}`)
  })

  it('prints errors with their stack, inside of objects without', () => {
    expect(print(new TypeError('no'))).toBe('TypeError: no\n    at f (a.js:1:1)')
    expect(print({ error: new Error('no') })).toBe('{error: [Error: no]}')
  })
})
