/** Numbers of a slider. */
export interface SliderRange {
  min: number
  max: number
  step: number
}

/** The nearest value the slider can have. A step of 0 or less counts as 1, an empty range as its start. */
export function snap(value: number, { min, max, step }: SliderRange): number {
  if (!(max > min)) return min
  const width = step > 0 ? step : 1
  const bounded = Math.min(Math.max(value, min), max)
  const stepped = min + Math.round((bounded - min) / width) * width
  // The last step may lie past the end; 0.1 + 0.2 is nobody's value.
  const digits = Math.max(decimals(width), decimals(min))
  return Number(Math.min(stepped, max).toFixed(digits))
}

/** Part of the way from min to max, 0 to 1. */
export function fraction(value: number, { min, max }: SliderRange): number {
  return max > min ? Math.min(Math.max((value - min) / (max - min), 0), 1) : 0
}

function decimals(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const places = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent)
  return Math.min(Math.max(places, 0), 20)
}
