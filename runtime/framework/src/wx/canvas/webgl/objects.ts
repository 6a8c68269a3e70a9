/** Objects of a WebGL context: handles of what the page holds. */

import { REFERENCE, type Referable } from '../encoding'

export class WebGLObject implements Referable {
  readonly [REFERENCE]: Readonly<Record<string, unknown>>

  constructor(number: number) {
    this[REFERENCE] = { $gl: number }
  }
}

export class WebGLBuffer extends WebGLObject {}
export class WebGLFramebuffer extends WebGLObject {}
export class WebGLProgram extends WebGLObject {}
export class WebGLQuery extends WebGLObject {}
export class WebGLRenderbuffer extends WebGLObject {}
export class WebGLSampler extends WebGLObject {}
export class WebGLShader extends WebGLObject {}
export class WebGLSync extends WebGLObject {}
export class WebGLTexture extends WebGLObject {}
export class WebGLTransformFeedback extends WebGLObject {}
export class WebGLUniformLocation extends WebGLObject {}
export class WebGLVertexArrayObject extends WebGLObject {}
export class WebGLVertexArrayObjectOES extends WebGLObject {}

const CLASSES: Readonly<Record<string, typeof WebGLObject>> = {
  WebGLBuffer,
  WebGLFramebuffer,
  WebGLProgram,
  WebGLQuery,
  WebGLRenderbuffer,
  WebGLSampler,
  WebGLShader,
  WebGLSync,
  WebGLTexture,
  WebGLTransformFeedback,
  WebGLUniformLocation,
  WebGLVertexArrayObject,
  WebGLVertexArrayObjectOES,
}

export function classOf(name: string): typeof WebGLObject {
  return CLASSES[name] ?? WebGLObject
}

export function numberOf(object: WebGLObject): number {
  return object[REFERENCE].$gl as number
}

export class WebGLActiveInfo {
  constructor(
    readonly name: string,
    readonly size: number,
    readonly type: number,
  ) {}
}

export class WebGLShaderPrecisionFormat {
  constructor(
    readonly rangeMin: number,
    readonly rangeMax: number,
    readonly precision: number,
  ) {}
}

/** The handles of a context by number. They are held weakly: scripts that drop one let the page drop its half. */
export class Handles {
  readonly #known = new Map<number, WeakRef<WebGLObject>>()
  readonly #registry: FinalizationRegistry<{ number: number; reference: WeakRef<WebGLObject> }>

  constructor(free: (number: number) => void) {
    const known = this.#known
    this.#registry = new FinalizationRegistry(({ number, reference }) => {
      // The page may have named the number again meanwhile, by an answer.
      if (known.get(number) !== reference) return
      known.delete(number)
      free(number)
    })
  }

  add<T extends WebGLObject>(object: T): T {
    const reference = new WeakRef<WebGLObject>(object)
    const number = numberOf(object)
    this.#known.set(number, reference)
    this.#registry.register(object, { number, reference })
    return object
  }

  /** The handle that the page means. */
  named(number: number, kind: string): WebGLObject {
    return this.#known.get(number)?.deref() ?? this.add(new (classOf(kind))(number))
  }
}
