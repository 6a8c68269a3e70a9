// What every scene needs.
const VERTEX = `
attribute vec2 place;
uniform vec2 offset;
varying vec2 where;
void main() {
  where = place * 0.5 + 0.5;
  gl_Position = vec4(place + offset, 0.0, 1.0);
}`

const COLOR = `
precision mediump float;
struct Paint { vec4 colors[2]; float strength; };
uniform Paint paint;
void main() { gl_FragColor = paint.colors[0] * paint.strength + paint.colors[1]; }`

const PICTURE = `
precision mediump float;
varying vec2 where;
uniform sampler2D picture;
void main() { gl_FragColor = texture2D(picture, where); }`

function build(gl, vertex, fragment) {
  const program = gl.createProgram()
  for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(type)
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    gl.deleteShader(shader)
  }
  gl.linkProgram(program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program))
  return program
}

// Two triangles over everything, or one.
const SQUARE = [-1, -1, 1, -1, -1, 1, -1, 1, 1, -1, 1, 1]
const TRIANGLE = [-1, -1, 1, -1, -1, 1]

function points(gl, program, list, name = 'place') {
  const buffer = gl.createBuffer()
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
  const data = new Float32Array(list)
  gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW)
  // What was recorded is a copy.
  data.fill(0)
  const location = gl.getAttribLocation(program, name)
  gl.enableVertexAttribArray(location)
  gl.vertexAttribPointer(location, 2, gl.FLOAT, false, 0, 0)
  return buffer
}

function pixel(gl, x, y) {
  const found = new Uint8Array(4)
  gl.readPixels(x, y, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, found)
  return [...found]
}

module.exports = { VERTEX, COLOR, PICTURE, SQUARE, TRIANGLE, build, points, pixel }
