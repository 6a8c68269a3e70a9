/** Classes whose objects live in a scene: scripts extend them and name them, and cannot make any. */

import { notSupported } from './failure'

type Class = new (...given: unknown[]) => object

class InScene {
  constructor(..._given: unknown[]) {
    throw notSupported(`new ${new.target.name}`)
  }
}

function inScene(name: string, Base: Class = InScene): Class {
  const made = class extends Base {}
  Object.defineProperty(made, 'name', { value: name })
  return made
}

const AssetLoader = inScene('AssetLoader')
const Animation = inScene('Animation')

const LOADERS = [
  'TextureLoader',
  'ImageLoader',
  'CubeTextureLoader',
  'VideoTextureLoader',
  'EnvDataLoader',
  'GLTFLoader',
  'KeyframeLoader',
  'RawLoader',
  'AtlasLoader',
]

const PLAIN = [
  'Effect',
  'Geometry',
  'Material',
  'VideoTexture',
  'RenderTexture',
  'GLTFModel',
  'EnvData',
  'Atlas',
  'PostProcess',
  'RaycastHit',
]

export const resources: Readonly<Record<string, Class>> = {
  AssetLoader,
  Animation,
  KeyframeAnimation: inScene('KeyframeAnimation', Animation),
  ...Object.fromEntries(LOADERS.map((name) => [name, inScene(name, AssetLoader)])),
  ...Object.fromEntries(PLAIN.map((name) => [name, inScene(name)])),
}
