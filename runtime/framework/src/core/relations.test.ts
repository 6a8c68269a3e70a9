import { expect, test } from 'vitest'
import { resolvePath } from './relations'

test('paths of relations are relative to the component', () => {
  expect(resolvePath('a/list/index', '../item/index')).toBe('a/item/index')
  expect(resolvePath('a/list/index', './index')).toBe('a/list/index')
  expect(resolvePath('a/list/index', 'item')).toBe('a/list/item')
  expect(resolvePath('a/list/index', '/b/item')).toBe('b/item')
  expect(resolvePath('a', '../../b')).toBe('b')
})
