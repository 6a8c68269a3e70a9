//! What a context without a GPU says of itself: the least that WebGL 2 guarantees, which every phone
//! that has it gives to WebGL 1 too, and the extensions that phones have.

use serde_json::{Value, json};

const EXTENSIONS: [&str; 15] = [
    "ANGLE_instanced_arrays",
    "EXT_blend_minmax",
    "EXT_frag_depth",
    "EXT_texture_filter_anisotropic",
    "OES_element_index_uint",
    "OES_standard_derivatives",
    "OES_texture_float",
    "OES_texture_float_linear",
    "OES_texture_half_float",
    "OES_texture_half_float_linear",
    "OES_vertex_array_object",
    "WEBGL_debug_renderer_info",
    "WEBGL_depth_texture",
    "WEBGL_draw_buffers",
    "WEBGL_lose_context",
];

const EXTENSIONS_2: [&str; 5] = [
    "EXT_color_buffer_float",
    "EXT_texture_filter_anisotropic",
    "OES_texture_float_linear",
    "WEBGL_debug_renderer_info",
    "WEBGL_lose_context",
];

/// Numbers of both versions.
const LIMITS: [(u32, i64); 11] = [
    (0x0D33, 2048), // MAX_TEXTURE_SIZE
    (0x0D50, 4),    // SUBPIXEL_BITS
    (0x851C, 2048), // MAX_CUBE_MAP_TEXTURE_SIZE
    (0x84E8, 2048), // MAX_RENDERBUFFER_SIZE
    (0x8869, 16),   // MAX_VERTEX_ATTRIBS
    (0x8872, 16),   // MAX_TEXTURE_IMAGE_UNITS
    (0x8B4C, 16),   // MAX_VERTEX_TEXTURE_IMAGE_UNITS
    (0x8B4D, 32),   // MAX_COMBINED_TEXTURE_IMAGE_UNITS
    (0x8DFB, 256),  // MAX_VERTEX_UNIFORM_VECTORS
    (0x8DFC, 15),   // MAX_VARYING_VECTORS
    (0x8DFD, 224),  // MAX_FRAGMENT_UNIFORM_VECTORS
];

/// Numbers that only the second version has.
const LIMITS_2: [(u32, i64); 24] = [
    (0x8073, 256),     // MAX_3D_TEXTURE_SIZE
    (0x80E8, 1 << 20), // MAX_ELEMENTS_VERTICES
    (0x80E9, 1 << 20), // MAX_ELEMENTS_INDICES
    (0x84FD, 2),       // MAX_TEXTURE_LOD_BIAS
    (0x8824, 4),       // MAX_DRAW_BUFFERS
    (0x88FF, 256),     // MAX_ARRAY_TEXTURE_LAYERS
    (0x8904, -8),      // MIN_PROGRAM_TEXEL_OFFSET
    (0x8905, 7),       // MAX_PROGRAM_TEXEL_OFFSET
    (0x8A2B, 12),      // MAX_VERTEX_UNIFORM_BLOCKS
    (0x8A2D, 12),      // MAX_FRAGMENT_UNIFORM_BLOCKS
    (0x8A2E, 24),      // MAX_COMBINED_UNIFORM_BLOCKS
    (0x8A2F, 24),      // MAX_UNIFORM_BUFFER_BINDINGS
    (0x8A30, 16384),   // MAX_UNIFORM_BLOCK_SIZE
    (0x8A34, 256),     // UNIFORM_BUFFER_OFFSET_ALIGNMENT
    (0x8B49, 896),     // MAX_FRAGMENT_UNIFORM_COMPONENTS
    (0x8B4A, 1024),    // MAX_VERTEX_UNIFORM_COMPONENTS
    (0x8B4B, 60),      // MAX_VARYING_COMPONENTS
    (0x8C80, 4),       // MAX_TRANSFORM_FEEDBACK_SEPARATE_COMPONENTS
    (0x8C8A, 64),      // MAX_TRANSFORM_FEEDBACK_INTERLEAVED_COMPONENTS
    (0x8C8B, 4),       // MAX_TRANSFORM_FEEDBACK_SEPARATE_ATTRIBS
    (0x8CDF, 4),       // MAX_COLOR_ATTACHMENTS
    (0x8D57, 4),       // MAX_SAMPLES
    (0x9122, 64),      // MAX_VERTEX_OUTPUT_COMPONENTS
    (0x9125, 60),      // MAX_FRAGMENT_INPUT_COMPONENTS
];

/// `[lowp, mediump, highp]` of floats, then of whole numbers: ranges and precision of IEEE 754 single
/// precision and of 32 bits, which drivers give to all of them.
const FLOATS: [u32; 3] = [0x8DF0, 0x8DF1, 0x8DF2];
const INTEGERS: [u32; 3] = [0x8DF3, 0x8DF4, 0x8DF5];
const STAGES: [u32; 2] = [0x8B31, 0x8B30];

/// Typed array of this kind, as answers carry it.
pub fn data(kind: &str, bytes: &[u8]) -> Value {
    use base64::Engine as _;
    json!({ "$bytes": base64::engine::general_purpose::STANDARD.encode(bytes), "as": kind })
}

pub fn integers(values: &[i32]) -> Value {
    let bytes: Vec<u8> = values.iter().flat_map(|it| it.to_le_bytes()).collect();
    data("Int32Array", &bytes)
}

pub fn floats(values: &[f32]) -> Value {
    let bytes: Vec<u8> = values.iter().flat_map(|it| it.to_le_bytes()).collect();
    data("Float32Array", &bytes)
}

/// The answer to `webglContext`.
pub fn context(second: bool, wanted: &Value) -> Value {
    let mut attributes = json!({
        "alpha": true, "antialias": true, "depth": true, "failIfMajorPerformanceCaveat": false,
        "powerPreference": "default", "premultipliedAlpha": true, "preserveDrawingBuffer": false,
        "stencil": false, "desynchronized": false,
    });
    if let (Some(known), Some(wanted)) = (attributes.as_object_mut(), wanted.as_object()) {
        for (name, value) in known.iter_mut() {
            if let Some(wanted) = wanted.get(name) {
                *value = wanted.clone();
            }
        }
    }
    let mut parameters = serde_json::Map::new();
    let mut set = |name: u32, value: Value| parameters.insert(name.to_string(), value);
    let (version, language) = if second {
        ("WebGL 2.0", "WebGL GLSL ES 3.00")
    } else {
        ("WebGL 1.0", "WebGL GLSL ES 1.0")
    };
    set(0x1F00, json!("Peapod"));
    set(0x1F01, json!("Peapod without a view"));
    set(0x1F02, json!(version));
    set(0x8B8C, json!(language));
    let more: &[(u32, i64)] = if second { &LIMITS_2 } else { &[] };
    for (name, value) in LIMITS.iter().chain(more) {
        set(*name, json!(value));
    }
    set(0x0D3A, integers(&[4096, 4096])); // MAX_VIEWPORT_DIMS
    set(0x846D, floats(&[1.0, 1.0])); // ALIASED_POINT_SIZE_RANGE
    set(0x846E, floats(&[1.0, 1.0])); // ALIASED_LINE_WIDTH_RANGE
    let mut precisions = Vec::new();
    for stage in STAGES {
        precisions.extend(FLOATS.map(|kind| json!([stage, kind, 127, 127, 23])));
        precisions.extend(INTEGERS.map(|kind| json!([stage, kind, 31, 30, 0])));
    }
    let extensions: &[&str] = if second { &EXTENSIONS_2 } else { &EXTENSIONS };
    json!({
        "attributes": attributes,
        "extensions": extensions,
        "parameters": parameters,
        "precisions": precisions,
    })
}

/// State that nothing has changed; null for bindings and for what is not known.
pub fn parameter(name: u64) -> Value {
    match name {
        0x0B70 => floats(&[0.0, 1.0]),                      // DEPTH_RANGE
        0x0BA2 | 0x0C10 => integers(&[0, 0, 300, 150]),     // VIEWPORT, SCISSOR_BOX
        0x0C22 | 0x8005 => floats(&[0.0, 0.0, 0.0, 0.0]),   // COLOR_CLEAR_VALUE, BLEND_COLOR
        0x0C23 => json!([true, true, true, true]),          // COLOR_WRITEMASK
        0x0B72 => json!(true),                              // DEPTH_WRITEMASK
        0x0B73 | 0x0B21 | 0x80AA => json!(1), // DEPTH_CLEAR_VALUE, LINE_WIDTH, SAMPLE_COVERAGE_VALUE
        0x0B74 => json!(0x0201),              // DEPTH_FUNC: LESS
        0x0B45 => json!(0x0405),              // CULL_FACE_MODE: BACK
        0x0B46 => json!(0x0901),              // FRONT_FACE: CCW
        0x0B98 | 0x8CA5 => json!(0x7FFF_FFFF), // STENCIL_WRITEMASK
        0x0CF5 | 0x0D05 => json!(4),          // UNPACK_ALIGNMENT, PACK_ALIGNMENT
        0x0D52..=0x0D55 => json!(8),          // RED_BITS and its kin
        0x0D56 => json!(24),                  // DEPTH_BITS
        0x8009 | 0x883D => json!(0x8006),     // BLEND_EQUATION_RGB, _ALPHA: FUNC_ADD
        0x80C8..=0x80CB => json!(i64::from(name % 2 == 1)), // BLEND_DST_RGB, SRC, DST_ALPHA, SRC
        0x84E0 => json!(0x84C0),              // ACTIVE_TEXTURE: TEXTURE0
        0x84FF => json!(2),                   // MAX_TEXTURE_MAX_ANISOTROPY_EXT
        0x8824 | 0x8CDF => json!(4),          // MAX_DRAW_BUFFERS_WEBGL, MAX_COLOR_ATTACHMENTS_WEBGL
        0x86A3 => data("Uint32Array", &[]),   // COMPRESSED_TEXTURE_FORMATS
        0x9245 => json!("Peapod"),            // UNMASKED_VENDOR_WEBGL
        0x9246 => json!("Peapod without a view"), // UNMASKED_RENDERER_WEBGL
        0x0B92 => json!(0x0207),              // STENCIL_FUNC: ALWAYS
        0x0B93 => json!(0x7FFF_FFFF),         // STENCIL_VALUE_MASK
        0x0B94..=0x0B96 => json!(0x1E00),     // STENCIL_FAIL and its kin: KEEP
        // STENCIL_CLEAR_VALUE, _REF, _BITS, SAMPLE_BUFFERS, SAMPLES, POLYGON_OFFSET_FACTOR, _UNITS
        0x0B91 | 0x0B97 | 0x0D57 | 0x80A8 | 0x80A9 | 0x8038 | 0x2A00 => json!(0),
        _ => Value::Null,
    }
}
