import { describe, expect, it } from 'vitest'
import { caretAfter, EchoFilter, enterKeyHint, inputMode, limited, typable } from './text-rules'

describe('text rules', () => {
  it('knows keyboards', () => {
    expect(['text', 'number', 'digit', 'idcard', 'nickname'].map(inputMode)).toEqual(['text', 'numeric', 'decimal', 'text', 'text'])
    expect(enterKeyHint('return')).toBe('enter')
    expect(enterKeyHint('search')).toBe('search')
  })

  it('filters what a keyboard does not have', () => {
    expect(typable('number', '1')).toBe(true)
    expect(typable('number', '.')).toBe(false)
    expect(typable('digit', '.')).toBe(true)
    expect(typable('idcard', 'X')).toBe(true)
    expect(typable('idcard', 'a')).toBe(false)
    expect(typable('text', '任意')).toBe(true)
  })

  it('cuts at maxlength, never inside a character', () => {
    expect(limited('abcdef', 3)).toBe('abc')
    expect(limited('abcdef', -1)).toBe('abcdef')
    expect(limited('ab😀', 3)).toBe('ab')
    expect(limited('abc', 0)).toBe('')
  })

  it('keeps the caret by what lies behind it', () => {
    expect(caretAfter('hXello', 2, 'HXello')).toBe(2)
    // Spaces grouped into a card number: the tail decides.
    expect(caretAfter('12345', 4, '1234 5')).toBe(5)
    expect(caretAfter('abc', 3, 'abcdef')).toBe(6)
    expect(caretAfter('abcdef', 5, 'ab')).toBe(2)
  })
})

describe('echo filter', () => {
  it('drops an echo when a later text is on its way', () => {
    let now = 0
    const filter = new EchoFilter(100, () => now)
    filter.told('a')
    filter.told('ab')
    expect(filter.isLate('a')).toBe(true)
    expect(filter.isLate('ab')).toBe(false)
    // Nothing is on its way: a write of an old text is meant.
    expect(filter.isLate('a')).toBe(false)
    filter.told('abc')
    expect(filter.isLate('x')).toBe(false)
    filter.told('abcd')
    now = 200
    expect(filter.isLate('abc')).toBe(false)
  })
})
