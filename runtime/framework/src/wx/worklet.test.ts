import { describe, expect, it } from 'vitest'
import { harness } from './wx-harness'

type Curve = (time: number) => number
interface Curves {
  [name: string]: Curve
}

describe('worklets without Skyline', () => {
  const { wx } = harness()
  const easing = wx.worklet.Easing as Curves & {
    bezier(...points: number[]): { factory(): Curve }
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

  it('takes route builders, and lets programs see that nothing animates', () => {
    wx.router.addRouteBuilder('Scale', () => ({}))
    expect(wx.router.getRouteContext()).toBeUndefined()
    expect(wx.worklet.shared).toBeUndefined()
  })
})
