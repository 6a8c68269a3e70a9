import { EventManager } from './event-manager'
import { refuse } from './failure'
import { dataMappings, defaultComponents } from './tables'

/** What scripts extend for `registerElement`. No scene makes elements of it. */
export class Element {
  static TYPE = ''
  readonly defaultComponents: Record<string, Record<string, string>> = {}
  readonly dataMapping: Record<string, string[]> = {}
  readonly neverTick: boolean = false
  readonly event = new EventManager(this)
  name = ''

  get inXML(): boolean {
    return false
  }
  get scene(): undefined {
    return undefined
  }
  get parent(): undefined {
    return undefined
  }
}

refuse(Element, [
  'getChildAtIndex',
  'getChildByFilter',
  'getChildrenByFilter',
  'getChildByClass',
  'getChildByName',
  'getChildrenByName',
  'dfs',
  'addComponent',
  'getComponent',
  'removeComponent',
  'setAttribute',
  'addChild',
  'removeChild',
  'setId',
  'release',
])

/** `tables` is the name under which the element's tables are known. */
const builtIn = (type: string, tables: string, Base: typeof Element = Element): typeof Element =>
  class extends Base {
    static override TYPE = type
    override readonly defaultComponents = defaultComponents[tables] ?? {}
    override readonly dataMapping = dataMappings[tables] ?? {}
  }

const XRShadow = builtIn('shadow', 'Shadow')
const Scene = builtIn('scene', 'Scene')
refuse(Scene, ['createElement', 'createTexture', 'createMaterial', 'createEffect', 'createGeometry', 'createVideoTexture'])

export const elements: Readonly<Record<string, typeof Element>> = {
  Scene,
  XRNode: builtIn('node', 'Node'),
  XRShadow,
  XRCamera: builtIn('camera', 'Camera'),
  XRMesh: builtIn('mesh', 'Mesh'),
  XRLight: builtIn('light', 'Light'),
  XRGLTF: builtIn('gltf', 'GLTF', XRShadow),
  XRMaterial: builtIn('asset-material', 'AssetMaterial'),
  XRAssetRenderTexture: builtIn('asset-render-texture', 'AssetRenderTexture'),
  XRAssetLoad: builtIn('asset-load', 'AssetLoad'),
  XRAssets: builtIn('assets', 'Assets'),
  XREnv: builtIn('env', 'Env'),
  XRARTracker: builtIn('ar-tracker', 'ARTracker'),
  XRText: builtIn('text', 'Text'),
  XRParticle: builtIn('particle', 'Particle'),
  XRAssetPostProcess: builtIn('asset-post-process', 'AssetPostProcess'),
}
