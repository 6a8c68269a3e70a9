import { expect, it } from 'vitest'
import { ease, indexAt, landing, rubber, settleTime } from './wheel'

const shape = { item: 50, count: 10 }

it('finds the item in the middle', () => {
  expect(indexAt(120, shape)).toBe(2)
  expect(indexAt(-80, shape)).toBe(0)
  expect(indexAt(5000, shape)).toBe(9)
  expect(indexAt(100, { item: 50, count: 0 })).toBe(0)
})

it('runs on with the velocity of the finger', () => {
  expect(landing(100, 0, shape)).toBe(2)
  expect(landing(100, 1, shape)).toBeGreaterThan(4)
  expect(landing(400, -1, shape)).toBeLessThan(6)
  expect(landing(100, 50, shape)).toBe(9)
})

it('gives way less and less past the ends', () => {
  expect(rubber(200, shape)).toBe(200)
  expect(rubber(-100, shape)).toBeCloseTo(-35)
  expect(rubber(550, shape)).toBeCloseTo(485)
})

it('takes a bounded time and ends exactly', () => {
  expect(settleTime(0, 0)).toBe(160)
  expect(settleTime(100_000, 0)).toBe(900)
  expect(ease(1)).toBe(1)
  expect(ease(0)).toBe(0)
})
