import { describe, expect, it, vi } from 'vitest'
import { harness } from './wx-harness'

type Curve = (time: number) => number
interface Curves {
  [name: string]: Curve
}

describe('worklets without Skyline', () => {
  const { ctx, wx } = harness()
  const easing = wx.worklet.Easing as Curves & {
    bezier(...points: number[]): { factory(): Curve }
    cubicBezier(...points: number[]): Curve
    inOut(curve: Curve): Curve
    out(curve: Curve): Curve
  }

  it('has real curves', () => {
    // CSS's `ease` at its middle.
    expect(easing.bezier(0.25, 0.1, 0.25, 1).factory()(0.5)).toBeCloseTo(0.8024, 4)
    expect(easing.bezier(0.18, 1, 0.04, 1).factory()(0)).toBe(0)
    expect(easing.bezier(0.18, 1, 0.04, 1).factory()(1)).toBe(1)
    // The steepest case: both control points at the far ends.
    expect(easing.bezier(1, 0, 0, 1).factory()(0.5)).toBeCloseTo(0.5, 5)
    expect(() => easing.bezier(2, 0, 0, 1)).toThrow('within 0 and 1')
    for (const name of ['linear', 'ease', 'quad', 'cubic', 'sin', 'circle', 'bounce']) {
      expect(easing[name]?.(0), name).toBeCloseTo(0)
      expect(easing[name]?.(1), name).toBeCloseTo(1)
    }
    expect(easing.out(easing.quad as Curve)(0.5)).toBe(0.75)
    expect(easing.inOut(easing.quad as Curve)(0.25)).toBe(0.125)
  })

  it('takes route builders', () => {
    wx.router.addRouteBuilder('Scale', () => ({}))
    expect(wx.router.getRouteContext()).toBeUndefined()
    expect(easing.cubicBezier(0.4, 0, 0.2, 1)).toBeTypeOf('function')
  })

  it('gives values the end of their animation, and calls back later', () => {
    const { shared, derived, timing, spring, decay, sequence, delay, repeat, runOnUI, runOnJS, cancelAnimation } = wx.worklet
    const size = shared(1)
    const twice = derived(() => size.value * 2)
    const done = vi.fn()
    size.value = timing(5, { duration: 100 }, done)
    expect([size.value, twice.value]).toEqual([5, 10])
    expect(done, 'not in the same turn').not.toHaveBeenCalled()
    for (const due of ctx.timersDue) due()
    expect(done).toHaveBeenCalledExactlyOnceWith(true)
    size.value = decay({ velocity: 3 })
    expect(size.value).toBe(5)
    size.value = sequence(timing(1), delay(50, spring(2)))
    expect(size.value).toBe(2)
    size.value = repeat(timing(7), 3, true)
    expect(size.value).toBe(7)
    size.value = [1]
    expect(size.value).toEqual([1])
    cancelAnimation(size)
    expect(runOnUI((x: number) => x + 1)(1) + runOnJS((x: number) => x)(1)).toBe(3)
  })
})
