/** What elements have without being told: their components, and which attribute goes to which component. */

/** `{position: {type: 'number-array', defaultValue: [0, 0, 0]}}` */
export type Schema = Readonly<Record<string, { type: string; defaultValue?: unknown }>>

type Components = Record<string, Record<string, string>>
type Mapping = Record<string, string[]>

/** Fields that are not spelled as their attribute. */
const FIELDS: Readonly<Record<string, string>> = {
  'is-ar-camera': 'isARCamera',
  'is-hdr': 'isHDR',
  'is-sky2d': 'isSky2D',
}

function camel(attribute: string): string {
  return FIELDS[attribute] ?? attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** Attributes of one component: `cast-shadow` is its field `castShadow`. */
function mapping(component: string, attributes: string): Mapping {
  return Object.fromEntries(attributes.split(' ').map((attribute) => [attribute, [component, camel(attribute)]]))
}

const node = mapping('transform', 'node-id visible layer position rotation scale')

/** An element in space: the component comes on top of the transformation. */
const inSpace = (component: string, attributes: string): Mapping => ({ ...mapping(component, attributes), ...node })

const components = (...names: string[]): Components => Object.fromEntries(names.map((name) => [name, {}]))

export const defaultComponents: Readonly<Record<string, Components>> = {
  Basic: {},
  Scene: components(
    'assets-system',
    'node-system',
    'tick-system',
    'animation-system',
    'video-system',
    'render-system',
    'physics-system',
    'ar-system',
    'share-system',
    'gizmo-system',
  ),
  Node: components('transform'),
  Shadow: components('transform'),
  Camera: components('transform', 'camera'),
  Mesh: components('transform', 'mesh'),
  Light: components('transform', 'light'),
  GLTF: components('transform', 'gltf'),
  AssetMaterial: components('asset-material'),
  AssetRenderTexture: components('asset-render-texture'),
  Assets: components('assets'),
  Env: components('env'),
  ARTracker: components('transform', 'ar-tracker'),
  Text: components('transform', 'text'),
  Particle: components('transform', 'particle'),
  AssetPostProcess: components('asset-post-process'),
}

export const dataMappings: Readonly<Record<string, Mapping>> = {
  Basic: {},
  Scene: {},
  Node: node,
  Shadow: { ...node },
  Camera: inSpace(
    'camera',
    'target render-target is-perspective cull-mask depth fov near far orth-size background is-ar-camera is-clear-depth is-clear-stencil is-clear-color clear-depth clear-stencil clear-color post-process allow-features',
  ),
  Mesh: inSpace('mesh', 'never-cull cast-shadow receive-shadow geometry material uniforms states env-data'),
  Light: inSpace(
    'light',
    'type cast-shadow shadow-distance shadow-strength shadow-bias color intensity range inner-cone-angle outer-cone-angle',
  ),
  GLTF: inSpace('gltf', 'model cast-shadow receive-shadow never-cull states'),
  AssetMaterial: mapping('asset-material', 'asset-id effect marcos uniforms states render-queue env-data'),
  AssetRenderTexture: mapping('asset-render-texture', 'asset-id width height is-hdr'),
  AssetLoad: mapping('asset-load', 'type asset-id src defer options'),
  Env: mapping('env', 'env-data sky-map is-sky2d rotation diffuse-exp specular-exp'),
  ARTracker: inSpace('ar-tracker', 'mode hit-id image src auto-sync'),
  Text: inSpace(
    'text',
    'value size color anchor width height line-height padding horz-align vert-align never-cull uniforms states',
  ),
  Particle: inSpace(
    'particle',
    'never-cull render-mode uniforms states texture capacity emit-rate angle delay gravity size scale-x scale-y speed life-time start-color start-color2 end-color angular-speed emitter-type emitter-props stop-duration prewarm-cycles speed-dampen atlas atlas-speed atlas-random atlas-loop atlas-frames mesh size-change color-change speed-change burst-count burst-time burst-cycle burst-interval',
  ),
  AssetPostProcess: mapping('asset-post-process', 'asset-id type is-hdr data'),
}

export const TransformSchema: Schema = {
  nodeId: { type: 'string' },
  position: { type: 'number-array', defaultValue: [0, 0, 0] },
  rotation: { type: 'number-array', defaultValue: [0, 0, 0] },
  scale: { type: 'number-array', defaultValue: [1, 1, 1] },
  visible: { type: 'boolean', defaultValue: true },
  layer: { type: 'number', defaultValue: 0 },
}

/** Schemas whose types and defaults the public typings do not give. */
export const UNKNOWN_SCHEMAS = [
  'AssetLoad',
  'Assets',
  'Camera',
  'GLTF',
  'Light',
  'AssetMaterial',
  'Mesh',
  'Text',
  'AssetRenderTexture',
  'Env',
  'Animator',
  'CameraOrbitControl',
  'ARTrack',
  'SphereShape',
  'MeshShape',
  'CapsuleShape',
  'CubeShape',
  'Rigidbody',
  'ShapeInteract',
  'Particle',
  'RenderSystem',
  'ARSystem',
].map((name) => `${name}Schema`)
