import { expect, it } from 'vitest'
import { readAnswer } from './answer'

it('gives what the view says and throws what the view could not do', () => {
  expect(readAnswer('{"width":3}')).toEqual({ width: 3 })
  expect(readAnswer('null')).toBeNull()
  expect(readAnswer('[1]')).toEqual([1])
  expect(() => readAnswer('{"$error":"no canvas of this id"}')).toThrow('no canvas of this id')
})
