import { describe, expect, it, vi } from 'vitest'
import { createXrFrame } from './index'

// Scripts reach everything by name.
// biome-ignore lint/suspicious/noExplicitAny: see above.
type System = Record<string, any>

function made() {
  const warn = vi.fn()
  const { system, registry } = createXrFrame(warn)
  return { xr: system as System, registry, warn }
}

describe('registrations', () => {
  it('are kept, and the same name again is warned of', () => {
    const { xr, registry, warn } = made()
    const first = (): void => {}
    const second = (): void => {}
    xr.registerEffect('toon', first)
    xr.registerGeometry('toon', first)
    expect(warn).not.toHaveBeenCalled()
    xr.registerEffect('toon', second)
    expect(warn).toHaveBeenCalledWith('XR-frame: registerEffect "toon": there is one of this name already')
    expect([registry.find('Effect', 'toon'), registry.find('Geometry', 'toon')]).toEqual([second, first])
    xr.registerDataValue('percent', { create: Number })
    xr.registerMaterial('bad', {})
    xr.registerMaterial(undefined, first)
    expect(warn).toHaveBeenCalledTimes(3)
    expect(registry.find('Material', 'bad')).toBeUndefined()
  })

  it('take classes that extend those of the system', () => {
    const { xr, registry } = made()
    class Turning extends xr.Component {
      schema = { speed: { type: 'number' } }
    }
    xr.registerComponent('turning', Turning)
    class Gltf extends xr.XRGLTF {
      defaultComponents = { turning: {}, ...xr.GLTFDefaultComponents }
    }
    xr.registerElement('turning-gltf', Gltf)
    expect(registry.find('Component', 'turning')).toBe(Turning)
    expect(new Gltf()).toBeInstanceOf(xr.XRShadow)
    const turning: System = new Turning()
    turning.setData({ speed: 2 })
    turning.setDataOne('other', 1)
    expect([turning.getData('speed'), turning.version, turning.el]).toEqual([2, 2, undefined])
  })
})

describe('what scenes would be needed for', () => {
  it('says that it is not supported', () => {
    const { xr } = made()
    expect(() => new xr.Effect({}, {})).toThrow('XR-frame: new Effect is not supported')
    expect(() => new (class Swing extends xr.Animation {})()).toThrow('XR-frame: new Swing is not supported')
    expect(() => new xr.XRNode().addChild({})).toThrow('XR-frame: Element.addChild is not supported')
    expect(() => xr.MeshSchema).toThrow('XR-frame: MeshSchema is not supported')
    expect(() => ({ ...xr })).not.toThrow()
  })
})

describe('tables', () => {
  it('map attributes to fields of components', () => {
    const { xr } = made()
    expect(xr.NodeDataMapping['node-id']).toEqual(['transform', 'nodeId'])
    expect(xr.CameraDataMapping['is-ar-camera']).toEqual(['camera', 'isARCamera'])
    expect(xr.LightDataMapping).toMatchObject({ position: ['transform', 'position'], color: ['light', 'color'] })
    expect(xr.GLTFDefaultComponents).toEqual({ transform: {}, gltf: {} })
    expect(xr.TransformSchema.scale.defaultValue).toEqual([1, 1, 1])
  })

  it('have the values of the typings', () => {
    const { xr } = made()
    expect(xr.ECullMode).toMatchObject({ NONE: 0, FRONT: 1, BACK: 2, 2: 'BACK' })
    expect([xr.EWrapMode.MIRRORED_REPEAT, xr.EVertexLayoutUsage.UV0, xr.EUniformType.MAT4]).toEqual([3, 4, 6])
    expect([xr.EPixelType.FLOAT, xr.EColorMask.RGBA, xr.EVideoState.Paused]).toEqual([5126, 15, 3])
  })
})

describe('ease functions', () => {
  it('run from nought to one', () => {
    const { xr } = made()
    for (const [name, ease] of Object.entries<(x: number) => number>(xr.noneParamsEaseFuncs)) {
      expect([name, ease(0).toFixed(3), ease(1).toFixed(3)]).toEqual([name, expect.stringMatching(/^-?0.000$/), '1.000'])
    }
    expect(Object.keys(xr.noneParamsEaseFuncs)).toHaveLength(34)
    const { noneParamsEaseFuncs: named, useParamsEaseFuncs: given } = xr
    expect(named['ease-in-out-cubic'](0.25)).toBeCloseTo(0.0625)
    expect(named['ease-out-bounce'](0.5)).toBeCloseTo(0.765625)
    expect(named['ease-in-out'](0.5)).toBeCloseTo(0.5)
    expect(given['cubic-bezier']([], [0, 0, 1, 1])(0.3)).toBeCloseTo(0.3)
    expect(given.steps([], [4])(0.6)).toBe(0.5)
  })
})

describe('an event manager', () => {
  it('calls by priority, once where asked, and later where asked', () => {
    const { xr } = made()
    const { event } = new xr.Element()
    const heard: unknown[] = []
    const plain = (value: unknown) => heard.push(['plain', value])
    event.add('tap', plain).addOnce('tap', (value: unknown) => heard.push(['once', value]), 5)
    event.trigger('tap', 1).trigger('tap', 2, false)
    expect([event.getCount('tap'), event.has('none')]).toEqual([1, false])
    expect(heard).toEqual([
      ['once', 1],
      ['plain', 1],
    ])
    event.flushAll()
    event.remove('tap', plain).trigger('tap', 3)
    expect(heard).toHaveLength(3)
  })
})
