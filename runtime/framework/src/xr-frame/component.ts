import type { Schema } from './tables'

type Data = Record<string, unknown>

/**
 * What scripts extend for `registerComponent`. No scene adds components, so that none of the lifetimes is
 * called; data can be set and read.
 */
export class Component {
  static TYPE = ''
  static EVENTS: string[] = []
  readonly schema: Schema = {}
  readonly priority: number = 0
  protected _version = 0
  protected _currentData: Data = {}

  /** The element; a component that is in no scene has none. */
  get el(): undefined {
    return undefined
  }
  get scene(): undefined {
    return undefined
  }
  /** Grows with each change of the data. */
  get version(): number {
    return this._version
  }

  setData(data: Data): void {
    Object.assign(this._currentData, data)
    this._version += 1
  }

  setDataOne(key: string, value: unknown): void {
    this.setData({ [key]: value })
  }

  getData(key: string): unknown {
    return this._currentData[key]
  }

  onAdd(_parent: unknown, _data: Data): void {}
  onUpdate(_data: Data, _previous: Data): void {}
  onTick(_deltaTime: number, _data: Data): void {}
  onRemove(_parent: unknown, _data: Data): void {}
  onRelease(_data: Data): void {}
}

/** A class of the engine, for `getComponent` and to extend. */
const builtIn = (type: string, Base: typeof Component = Component): typeof Component =>
  class extends Base {
    static override TYPE = type
  }

const Shape = builtIn('shape')

/** Components under the names that the system has for them; their types are those of WXML. */
export const components: Readonly<Record<string, typeof Component>> = {
  Transform: builtIn('transform'),
  AssetLoad: builtIn('asset-load'),
  Assets: builtIn('assets'),
  Camera: builtIn('camera'),
  GLTF: builtIn('gltf'),
  Light: builtIn('light'),
  AssetMaterial: builtIn('asset-material'),
  Mesh: builtIn('mesh'),
  Text: builtIn('text'),
  Particle: builtIn('particle'),
  AssetRenderTexture: builtIn('asset-render-texture'),
  Env: builtIn('env'),
  Animator: builtIn('animator'),
  CameraOrbitControl: builtIn('camera-orbit-control'),
  ARTracker: builtIn('ar-tracker'),
  Shape,
  SphereShape: builtIn('sphere-shape', Shape),
  MeshShape: builtIn('mesh-shape', Shape),
  CapsuleShape: builtIn('capsule-shape', Shape),
  CubeShape: builtIn('cube-shape', Shape),
  Rigidbody: builtIn('rigidbody'),
  ShapeInteract: builtIn('shape-interact'),
  ShapeGizmos: builtIn('shape-gizmos'),
  AssetPostProcess: builtIn('asset-post-process'),
  AssetsSystem: builtIn('assets-system'),
  NodeSystem: builtIn('node-system'),
  TickSystem: builtIn('tick-system'),
  AnimationSystem: builtIn('animation-system'),
  VideoSystem: builtIn('video-system'),
  RenderSystem: builtIn('render-system'),
  PhysicsSystem: builtIn('physics-system'),
  ARSystem: builtIn('ar-system'),
  ShareSystem: builtIn('share-system'),
  GizmoSystem: builtIn('gizmo-system'),
}
