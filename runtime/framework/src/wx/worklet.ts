/**
 * What scripts may touch of Skyline's animations while pages are drawn by webviews.
 *
 * `wx.worklet` and `wx.router` do their work on Skyline pages only, and there are none here. WeChat has the objects
 * whatever draws the page, and programs build curves, shared values and route builders when their modules and pages
 * load. So the curves are real, values end where an animation would, and route builders are taken and never asked.
 */

import type { Env, Members } from './env'
import { workletValues } from './worklet-values'

/** Progress of an animation, from time 0…1 to value 0…1 (or somewhat beyond). */
type Curve = (time: number) => number

/** How far Newton's method is taken to find the point of a Bézier curve; each step doubles the digits. */
const NEWTON_STEPS = 8
const PRECISION = 1e-7

/** One coordinate of a cubic Bézier curve from 0 to 1 with the inner control points `a` and `b`. */
function coordinate(a: number, b: number, at: number): number {
  const rest = 1 - at
  return 3 * a * at * rest * rest + 3 * b * at * at * rest + at * at * at
}

function slope(a: number, b: number, at: number): number {
  const rest = 1 - at
  return 3 * a * rest * rest + 6 * (b - a) * at * rest + 3 * (1 - b) * at * at
}

/** Where the curve's first coordinate is `x`. It grows steadily, as both control points are within 0…1. */
function pointAt(x: number, a: number, b: number): number {
  let at = x
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const error = coordinate(a, b, at) - x
    if (Math.abs(error) < PRECISION) return at
    const steep = slope(a, b, at)
    if (Math.abs(steep) < PRECISION) break
    at -= error / steep
  }
  let low = 0
  let high = 1
  while (high - low > PRECISION) {
    at = (low + high) / 2
    if (coordinate(a, b, at) < x) low = at
    else high = at
  }
  return at
}

function cubicBezier(x1: number, y1: number, x2: number, y2: number): Curve {
  if (!(x1 >= 0 && x1 <= 1 && x2 >= 0 && x2 <= 1)) {
    throw new RangeError('wx.worklet.Easing.cubicBezier: x1 and x2 must be within 0 and 1')
  }
  return (time) => (time <= 0 ? 0 : time >= 1 ? 1 : coordinate(y1, y2, pointAt(time, x1, x2)))
}

const power =
  (exponent: number): Curve =>
  (time) =>
    time ** exponent

const easeIn = cubicBezier(0.42, 0, 1, 1)

function bounce(time: number): number {
  const parabola = (shift: number, rest: number): number => 7.5625 * (time - shift / 2.75) ** 2 + rest
  if (time < 1 / 2.75) return parabola(0, 0)
  if (time < 2 / 2.75) return parabola(1.5, 0.75)
  return time < 2.5 / 2.75 ? parabola(2.25, 0.9375) : parabola(2.625, 0.984375)
}

const Easing = {
  linear: power(1),
  ease: easeIn,
  quad: power(2),
  cubic: power(3),
  poly: power,
  sin: (time: number) => 1 - Math.cos((time * Math.PI) / 2),
  circle: (time: number) => 1 - Math.sqrt(1 - time * time),
  exp: (time: number) => 2 ** (10 * (time - 1)),
  elastic:
    (bounciness = 1): Curve =>
    (time) =>
      1 - Math.cos((time * Math.PI) / 2) ** 3 * Math.cos(time * bounciness * Math.PI),
  back:
    (overshoot = 1.70158): Curve =>
    (time) =>
      time * time * ((overshoot + 1) * time - overshoot),
  bounce,
  cubicBezier,
  bezier: (x1: number, y1: number, x2: number, y2: number) => {
    const curve = cubicBezier(x1, y1, x2, y2)
    return { factory: (): Curve => curve }
  },
  in: (curve: Curve): Curve => curve,
  out:
    (curve: Curve): Curve =>
    (time) =>
      1 - curve(1 - time),
  inOut:
    (curve: Curve): Curve =>
    (time) =>
      time < 0.5 ? curve(time * 2) / 2 : 1 - curve((1 - time) * 2) / 2,
}

export function workletMembers(env: Env): Members {
  return {
    worklet: { Easing, ...workletValues(env) },
    router: {
      addRouteBuilder(): void {},
      removeRouteBuilder(): void {},
      getRouteContext: (): undefined => undefined,
    },
  }
}
