import { expect, it } from 'vitest'
import { classStep } from './class-step'

it('finds the one class that comes or goes', () => {
  expect(classStep('card ', 'card on')).toEqual({ name: 'on', added: true })
  expect(classStep('card on', 'card ')).toEqual({ name: 'on', added: false })
  expect(classStep('a b c', 'a c')).toEqual({ name: 'b', added: false })
  expect(classStep('', ' ~x')).toEqual({ name: '~x', added: true })
  expect(classStep('card ', 'card on'), 'the same when asked again').toEqual({ name: 'on', added: true })
})

it('leaves other changes to glass-easel', () => {
  expect(classStep('a c', 'a b c'), 'classes keep their order').toBeNull()
  expect(classStep('a b', 'a c')).toBeNull()
  expect(classStep('a', 'a b c')).toBeNull()
  expect(classStep('a', 'a a'), 'a class that is there twice').toBeNull()
  expect(classStep('a a', 'a')).toBeNull()
  expect(classStep('a  b', 'a b'), 'spaces only').toBeNull()
})

it('forgets what no template needs to be remembered', () => {
  for (let i = 0; i < 2000; i += 1) expect(classStep('a', `a n${i}`)).toEqual({ name: `n${i}`, added: true })
})
