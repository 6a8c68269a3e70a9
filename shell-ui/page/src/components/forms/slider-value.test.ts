import { expect, it } from 'vitest'
import { fraction, snap } from './slider-value'

it('snaps to steps from min, and to max', () => {
  expect(snap(14, { min: 0, max: 100, step: 10 })).toBe(10)
  expect(snap(16, { min: 0, max: 100, step: 10 })).toBe(20)
  expect(snap(6, { min: 5, max: 12, step: 5 })).toBe(5)
  expect(snap(200, { min: 5, max: 12, step: 5 })).toBe(10)
  expect(snap(0.32, { min: 0, max: 1, step: 0.1 })).toBe(0.3)
  expect(snap(7, { min: 0, max: 10, step: 0 })).toBe(7)
  expect(snap(7, { min: 10, max: 10, step: 1 })).toBe(10)
})

it('gives the share of the way', () => {
  expect(fraction(25, { min: 0, max: 100, step: 1 })).toBe(0.25)
  expect(fraction(-5, { min: 0, max: 100, step: 1 })).toBe(0)
  expect(fraction(1, { min: 3, max: 3, step: 1 })).toBe(0)
})
