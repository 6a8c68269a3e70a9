/** Progress functions for animations: both take and give numbers from 0 to 1. */

type Ease = (x: number) => number

/** A curve as CSS has it; its x grows, so that halving finds where it is. */
function cubicBezier(x1: number, y1: number, x2: number, y2: number): Ease {
  const at = (a: number, b: number, t: number): number => 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t * t * b + t ** 3
  return (x) => {
    if (x <= 0) return 0
    if (x >= 1) return 1
    let [low, high] = [0, 1]
    // Each step halves the error: 40 of them leave less than a double can tell.
    for (let i = 0; i < 40; i += 1) {
      const middle = (low + high) / 2
      if (at(x1, x2, middle) < x) low = middle
      else high = middle
    }
    return at(y1, y2, (low + high) / 2)
  }
}

const power =
  (exponent: number): Ease =>
  (x) =>
    x ** exponent

const OVERSHOOT = 1.70158

function bounceOut(x: number): number {
  const [n, d] = [7.5625, 2.75]
  if (x < 1 / d) return n * x * x
  if (x < 2 / d) return n * (x - 1.5 / d) ** 2 + 0.75
  if (x < 2.5 / d) return n * (x - 2.25 / d) ** 2 + 0.9375
  return n * (x - 2.625 / d) ** 2 + 0.984375
}

const mirrored =
  (ease: Ease): Ease =>
  (x) =>
    1 - ease(1 - x)

/** The first half runs in, the second out. */
const halves =
  (ease: Ease): Ease =>
  (x) =>
    x < 0.5 ? ease(2 * x) / 2 : 1 - ease(2 - 2 * x) / 2

/** How each family runs in; running out is its mirror image. */
const FAMILIES: Readonly<Record<string, Ease>> = {
  quad: power(2),
  cubic: power(3),
  quart: power(4),
  quint: power(5),
  sine: (x) => 1 - Math.cos((x * Math.PI) / 2),
  expo: (x) => (x === 0 ? 0 : 2 ** (10 * x - 10)),
  circ: (x) => 1 - Math.sqrt(1 - x * x),
  back: (x) => (OVERSHOOT + 1) * x ** 3 - OVERSHOOT * x * x,
  elastic: (x) => (x === 0 || x === 1 ? x : -(2 ** (10 * x - 10)) * Math.sin(((x * 10 - 10.75) * 2 * Math.PI) / 3)),
  bounce: mirrored(bounceOut),
}

/** In and out is not two halves of running in for these. */
const IN_OUT: Readonly<Record<string, Ease>> = {
  back: (x) => {
    const c = OVERSHOOT * 1.525
    return x < 0.5
      ? ((2 * x) ** 2 * ((c + 1) * 2 * x - c)) / 2
      : ((2 * x - 2) ** 2 * ((c + 1) * (2 * x - 2) + c) + 2) / 2
  },
  elastic: (x) => {
    if (x === 0 || x === 1) return x
    const wave = Math.sin(((20 * x - 11.125) * 2 * Math.PI) / 4.5)
    return x < 0.5 ? -(2 ** (20 * x - 10) * wave) / 2 : (2 ** (-20 * x + 10) * wave) / 2 + 1
  },
}

function named(): Record<string, Ease> {
  const all: Record<string, Ease> = {
    linear: (x) => x,
    'ease-in': cubicBezier(0.42, 0, 1, 1),
    'ease-out': cubicBezier(0, 0, 0.58, 1),
    'ease-in-out': cubicBezier(0.42, 0, 0.58, 1),
  }
  for (const [family, ease] of Object.entries(FAMILIES)) {
    all[`ease-in-${family}`] = ease
    all[`ease-out-${family}`] = mirrored(ease)
    all[`ease-in-out-${family}`] = IN_OUT[family] ?? halves(ease)
  }
  return all
}

export const noneParamsEaseFuncs = named()

export const useParamsEaseFuncs = {
  /** The points of the curve: x1, y1, x2, y2. */
  'cubic-bezier': (_times: readonly number[], [x1 = 0, y1 = 0, x2 = 1, y2 = 1]: readonly number[]): Ease =>
    cubicBezier(x1, y1, x2, y2),
  /** How many steps. */
  steps:
    (_times: readonly number[], [count = 1]: readonly number[]): Ease =>
    (x) =>
      Math.floor(x * count) / count,
}
