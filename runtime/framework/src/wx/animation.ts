/** wx.createAnimation: records steps; `export()` gives them to the `animation` attribute. */

export interface StepOptions {
  duration?: number
  timingFunction?: string
  delay?: number
  transformOrigin?: string
}

export interface Animate {
  type: string
  args: unknown[]
}

/** The exported format, which the page runtime plays. */
export interface AnimationAction {
  animates: Animate[]
  option: {
    transformOrigin: string
    transition: { duration: number; timingFunction: string; delay: number }
  }
}

/** Lengths of styles: numbers are px. Arguments of transforms stay as given; the player knows their units. */
function length(value: unknown): unknown {
  return typeof value === 'number' ? `${value}px` : value
}

/**
 * Plain fields and methods of its own, because mini-programs keep animations in their data: a copy
 * that `setData` made, which has no prototype, still records and exports. Some change `option`
 * between steps, too.
 */
export class Animation {
  actions: AnimationAction[] = []
  /** Transforms and styles in force, by kind: every step states the whole picture again. */
  current: Record<string, Animate> = {}
  /** What steps use that say nothing else. */
  option: AnimationAction['option']

  constructor(options: StepOptions = {}) {
    const given = options ?? {}
    this.option = {
      transition: {
        duration: given.duration ?? 400,
        timingFunction: given.timingFunction ?? 'linear',
        delay: given.delay ?? 0,
      },
      transformOrigin: given.transformOrigin ?? '50% 50% 0',
    }
    for (const name of Object.getOwnPropertyNames(Animation.prototype)) {
      if (name !== 'constructor') Object.assign(this, { [name]: Reflect.get(this, name) })
    }
  }

  /** Hands over the steps recorded since the last export. */
  export(): { actions: AnimationAction[] } {
    const actions = this.actions
    this.actions = []
    return { actions }
  }

  /** Ends a group of changes that run together. */
  step(options: StepOptions = {}): this {
    const given = options ?? {}
    const { transition, transformOrigin } = this.option
    this.actions.push({
      animates: Object.values(this.current),
      option: {
        transformOrigin: given.transformOrigin ?? transformOrigin,
        transition: {
          duration: given.duration ?? transition.duration,
          timingFunction: given.timingFunction ?? transition.timingFunction,
          delay: given.delay ?? transition.delay,
        },
      },
    })
    return this
  }

  opacity(value: number): this {
    return this.style('opacity', value)
  }
  backgroundColor(value: string): this {
    return this.style('background-color', value)
  }
  width(value: number | string): this {
    return this.style('width', length(value))
  }
  height(value: number | string): this {
    return this.style('height', length(value))
  }
  left(value: number | string): this {
    return this.style('left', length(value))
  }
  right(value: number | string): this {
    return this.style('right', length(value))
  }
  top(value: number | string): this {
    return this.style('top', length(value))
  }
  bottom(value: number | string): this {
    return this.style('bottom', length(value))
  }

  rotate(angle: number): this {
    return this.transform('rotate', angle)
  }
  rotateX(angle: number): this {
    return this.transform('rotateX', angle)
  }
  rotateY(angle: number): this {
    return this.transform('rotateY', angle)
  }
  rotateZ(angle: number): this {
    return this.transform('rotateZ', angle)
  }
  rotate3d(x: number, y?: number, z?: number, angle?: number): this {
    return this.transform('rotate3d', x, y ?? 0, z ?? 0, angle ?? 0)
  }
  scale(x: number, y?: number): this {
    return this.transform('scale', x, y ?? x)
  }
  scaleX(x: number): this {
    return this.transform('scaleX', x)
  }
  scaleY(y: number): this {
    return this.transform('scaleY', y)
  }
  scaleZ(z: number): this {
    return this.transform('scaleZ', z)
  }
  scale3d(x: number, y: number, z: number): this {
    return this.transform('scale3d', x, y, z)
  }
  translate(x: number | string, y?: number | string): this {
    return this.transform('translate', x, y ?? 0)
  }
  translateX(x: number | string): this {
    return this.transform('translateX', x)
  }
  translateY(y: number | string): this {
    return this.transform('translateY', y)
  }
  translateZ(z: number | string): this {
    return this.transform('translateZ', z)
  }
  translate3d(x: number | string, y: number | string, z: number | string): this {
    return this.transform('translate3d', x, y, z)
  }
  skew(x: number, y?: number): this {
    return this.transform('skew', x, y ?? 0)
  }
  skewX(x: number): this {
    return this.transform('skewX', x)
  }
  skewY(y: number): this {
    return this.transform('skewY', y)
  }
  matrix(...values: number[]): this {
    return this.transform('matrix', ...values)
  }
  matrix3d(...values: number[]): this {
    return this.transform('matrix3d', ...values)
  }

  private style(property: string, value: unknown): this {
    this.current[`style ${property}`] = { type: 'style', args: [property, value] }
    return this
  }

  private transform(type: string, ...args: unknown[]): this {
    this.current[type] = { type, args }
    return this
  }
}
