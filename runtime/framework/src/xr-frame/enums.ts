/** The enumerations of XR-frame with the values of its public typings; numbers lead back to names. */

type Values<Names extends string> = Readonly<Record<Names, number>> & Readonly<Record<number, Names>>

function enumeration<Names extends string>(values: Record<Names, number>): Values<Names> {
  const both: Record<string | number, string | number> = { ...values }
  for (const [name, value] of Object.entries<number>(values)) both[value] = name
  return both as Values<Names>
}

/** Names in a row that count from a number. */
function counted<Names extends string>(first: number, names: readonly Names[]): Values<Names> {
  return enumeration(Object.fromEntries(names.map((name, index) => [name, first + index])) as Record<Names, number>)
}

export const enumerations = {
  EVideoState: counted(0, ['Idle', 'WaitPlay', 'Playing', 'Paused', 'Released']),
  EVertexFormat: counted(0, ['FLOAT', 'FLOAT2', 'FLOAT3', 'FLOAT4', 'BYTE4', 'BYTE4N', 'UBYTE4', 'UBYTE4N', 'SHORT2', 'SHORT2N', 'SHORT4', 'SHORT4N', 'UINT10_N2']),
  EVertexStep: counted(0, ['PER_VERTEX', 'PER_INSTANCE']),
  EIndexType: counted(1, ['NONE', 'UINT16', 'UINT32']),
  ETextureType: counted(0, ['D2', 'Cube', 'D2Array', 'D3']),
  ETextureFormat: enumeration({ RGBA8: 0, SRGBA8: 1, RGB10A2: 2, RG8: 3, R8: 4, RGBA32F: 5, RGBA16F: 6, RG11B10F: 7, RGB8: 8, RGB16F: 9, RGB32F: 10, Depth_Low: 20, Depth_High: 21, Depth_Stencil: 22, RGBA4: 23, RGB565: 24, RGB5A1: 25, ETC1RGB8: 100, ETC2RGB8: 110, ETC2RGBA8: 111, PVRTC2RGBV1: 120, PVRTC4RGBV1: 121, PVRTC2RGBAV1: 122, PVRTC4RGBAV1: 123, ASTC4x4: 140, ASTC5x5: 141, ASTC6x6: 142, ASTC8x6: 143, ASTC8x8: 144, DXT1: 150, DXT3: 151, DXT5: 152 }),
  EWrapMode: counted(1, ['REPEAT', 'CLAMP_TO_EDGE', 'MIRRORED_REPEAT']),
  EFilterMode: counted(1, ['NEAREST', 'LINEAR', 'NEAREST_MIPMAP_NEAREST', 'NEAREST_MIPMAP_LINEAR', 'LINEAR_MIPMAP_NEAREST', 'LINEAR_MIPMAP_LINEAR']),
  EUniformType: counted(0, ['FLOAT', 'FLOAT2', 'FLOAT3', 'FLOAT4', 'MAT2', 'MAT3', 'MAT4', 'SAMPLER']),
  ECullMode: counted(0, ['NONE', 'FRONT', 'BACK']),
  EFaceWinding: counted(1, ['CCW', 'CW']),
  ECompareFunc: counted(1, ['LESS', 'LEQUAL', 'EQUAL', 'GEQUAL', 'GREATER', 'NOTEQUAL', 'NEVER', 'ALWAYS']),
  EStencilOp: counted(0, ['ZERO', 'KEEP', 'REPLACE', 'INCR_WRAP', 'INCR', 'DECR_WRAP', 'DECR', 'INVERT']),
  EBlendFactor: counted(0, ['ZERO', 'ONE', 'SRC_COLOR', 'ONE_MINUS_SRC_COLOR', 'SRC_ALPHA', 'ONE_MINUS_SRC_ALPHA', 'DST_ALPHA', 'ONE_MINUS_DST_ALPHA', 'DST_COLOR', 'ONE_MINUS_DST_COLOR', 'SRC_ALPHA_SATURATE', 'CONSTANT_COLOR', 'ONE_MINUS_CONSTANT_COLOR']),
  EBlendEquation: counted(0, ['FUNC_ADD', 'FUNC_SUBTRACT', 'FUNC_REVERSE_SUBTRACT', 'MIN', 'MAX']),
  EColorMask: enumeration({ NONE: 16, R: 1, G: 2, B: 4, A: 8, RGB: 7, RGBA: 15 }),
  EPixelType: enumeration({ UNSIGNED_BYTE: 5121, FLOAT: 5126, UNSIGNED_SHORT_5_6_5: 33635, UNSIGNED_SHORT_4_4_4_4: 32819, UNSIGNED_SHORT_5_5_5_1: 32820 }),
  ELoadAction: counted(0, ['CLEAR', 'LOAD', 'DONTCARE']),
  EDataModelType: counted(1, ['AnimationClip', 'SkeletonBoneInverse']),
  EMeshRenderType: counted(0, ['UnKnown', 'Static3D', 'Skinned3D', 'UI']),
  EPrimitiveType: counted(0, ['TRIANGLES', 'TRIANGLE_STRIP', 'LINES', 'LINE_STRIP', 'POINTS', 'ZERO']),
  EShadowMode: enumeration({ None: 0, OneCascade_PCF: 1, TwoCascade_PCF: 2, FourCascade_PCF: 4, PCSS: 5 }),
  EShadowFitMode: counted(0, ['FitFrustum', 'FitObjects']),
  EVertexLayoutUsage: counted(0, ['CUSTOM', 'POSITION', 'NORMAL', 'TANGENT', 'UV0', 'UV1', 'UV2', 'UV3', 'COLOR', 'BONEINDEX', 'BONEWEIGHT']),
  EVertexBatchOperator: counted(0, ['MatrixMultiple', 'UVST']),
  EAnimationBlendType: counted(0, ['Override', 'Additive']),
  EUseDefaultAddedAction: counted(0, ['Ignore', 'Refresh']),
  EUseDefaultRetainedAction: counted(0, ['Keep', 'Refresh', 'WriteBack']),
  EUseDefaultRemovedAction: counted(0, ['Keep', 'Clear', 'WriteBack']),
  EEventType: counted(1, ['SetRootEntity', 'AddChild', 'AddChildAtIndex', 'RemoveFromParent', 'DisperseSubTree', 'BindToBone', 'BindToBones', 'UnBindFromBone', 'UnBindFromBones', 'EntityCommandActive', 'EntityCommandInActive']),
  EARTrackerState: counted(0, ['Init', 'Detecting', 'Detected', 'Error']),
  EShapeType: counted(0, ['None', 'Cube', 'CharacterController', 'Capsule', 'Mesh', 'Sphere']),
  ECapsuleShapeDirection: counted(0, ['X-Axis', 'Y-Axis', 'Z-Axis']),
  EShareRecordState: counted(0, ['Idle', 'Waiting', 'Recording', 'Paused']),
}
