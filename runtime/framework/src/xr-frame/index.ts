/**
 * The XR-frame system, as far as it goes without an engine: mathematics, enumerations, classes to extend
 * and to name, registrations. No scene is run: what needs one throws. A bundle of its own, which is
 * evaluated at the first `wx.getXrFrameSystem()`.
 */

import { Component, components } from './component'
import { noneParamsEaseFuncs, useParamsEaseFuncs } from './ease'
import { Element, elements } from './element'
import { enumerations } from './enums'
import { EventManager } from './event-manager'
import { notSupported } from './failure'
import { BoundBall, BoundBox, OBB } from './math/bounds'
import { Color } from './math/color'
import { Matrix3 } from './math/matrix3'
import { Matrix4 } from './math/matrix4'
import { Quaternion } from './math/quaternion'
import { Spherical } from './math/spherical'
import { Vector2, Vector3, Vector4 } from './math/vectors'
import { KINDS, Registry } from './registry'
import { resources } from './resources'
import { dataMappings, defaultComponents, TransformSchema, UNKNOWN_SCHEMAS } from './tables'

export interface XrFrame {
  /** What `wx.getXrFrameSystem()` gives. */
  readonly system: Readonly<Record<string, unknown>>
  readonly registry: Registry
}

const suffixed = (table: Readonly<Record<string, unknown>>, suffix: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [`${name}${suffix}`, value]))

export function createXrFrame(warn: (text: string) => void): XrFrame {
  const registry = new Registry(warn)
  const registrations = KINDS.map((kind) => [
    `register${kind}`,
    (name: unknown, value: unknown) => registry.register(kind, name, value),
  ])
  const system: Record<string, unknown> = {
    ...Object.fromEntries(registrations),
    ...{ Component, Element, EventManager },
    ...components,
    ...elements,
    ...resources,
    ...{ Vector2, Vector3, Vector4, Quaternion, Matrix3, Matrix4, Color, OBB, BoundBall, BoundBox, Spherical },
    ...enumerations,
    ...{ noneParamsEaseFuncs, useParamsEaseFuncs, TransformSchema },
    ...suffixed(defaultComponents, 'DefaultComponents'),
    ...suffixed(dataMappings, 'DataMapping'),
    // Without an engine nothing is a texture.
    isTextureWrapper: () => false,
    genLspMeta: () => {
      throw notSupported('genLspMeta')
    },
  }
  for (const name of UNKNOWN_SCHEMAS) {
    Object.defineProperty(system, name, {
      configurable: true,
      get: () => {
        throw notSupported(name)
      },
    })
  }
  return { system, registry }
}
