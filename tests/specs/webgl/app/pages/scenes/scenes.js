const { VERTEX, COLOR, PICTURE, SQUARE, TRIANGLE, build, points, pixel } = require('../../gl')

Page({
  data: { ready: '' },
  sizes: {},
  onReady() {
    wx.createSelectorQuery()
      .selectAll('.canvas')
      .fields({ node: true, id: true }, (found) => {
        for (const { id, node } of found) {
          this.sizes[id] = [node.width, node.height]
          node.width = 200
          node.height = 100
          this[id] = node
        }
        this.gl = this.one.getContext('webgl', { antialias: false })
        this.gl2 = this.two.getContext('webgl2', { antialias: false })
        this.setData({ ready: 'ready' })
      })
      .exec()
  },

  kinds() {
    const { one, two, flat, gl, gl2 } = this
    return [
      one.getContext('webgl') === gl,
      one.getContext('experimental-webgl') === gl,
      one.getContext('webgl2'),
      one.getContext('2d'),
      two.getContext('webgl2') === gl2,
      flat.getContext('2d') !== null && flat.getContext('webgl'),
      gl.constructor.name,
      gl2.constructor.name,
      gl.canvas === one,
      [gl.drawingBufferWidth, gl.drawingBufferHeight],
      gl.getContextAttributes().antialias,
      gl.getContextAttributes().preserveDrawingBuffer,
      gl.isContextLost(),
      gl.TRIANGLES,
      gl.UNIFORM_BUFFER,
      gl2.UNIFORM_BUFFER,
      gl.getParameter(gl.VERSION).slice(0, 9),
      gl2.getParameter(gl2.VERSION).slice(0, 9),
      gl.getParameter(gl.MAX_TEXTURE_SIZE) >= 64,
      gl.getShaderPrecisionFormat(gl.VERTEX_SHADER, gl.HIGH_FLOAT).precision >= 16,
      gl.getExtension('NO_such'),
      gl.getExtension('oes_vertex_array_object') === gl.getExtension('OES_vertex_array_object'),
    ]
  },

  // A triangle in the lower left half, its colour from uniforms of a struct with an array.
  triangle() {
    const { gl } = this
    const program = build(gl, VERTEX, COLOR)
    gl.useProgram(program)
    points(gl, program, TRIANGLE)
    gl.uniform2f(gl.getUniformLocation(program, 'offset'), 0, 0)
    gl.uniform4fv(gl.getUniformLocation(program, 'paint.colors[0]'), new Float32Array([0.4, 0, 0, 0]))
    gl.uniform4fv(gl.getUniformLocation(program, 'paint.colors[1]'), [0.2, 0, 1, 1])
    gl.uniform1f(gl.getUniformLocation(program, 'paint.strength'), 2)
    gl.clearColor(0, 1, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    gl.drawArrays(gl.TRIANGLES, 0, 3)
    const uniforms = []
    for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); i += 1) {
      const { name, size, type } = gl.getActiveUniform(program, i)
      uniforms.push([name, size, type])
    }
    return {
      inside: pixel(gl, 20, 20),
      outside: pixel(gl, 180, 80),
      error: gl.getError(),
      uniforms: uniforms.sort(),
      attribute: gl.getActiveAttrib(program, 0).name,
      missing: [gl.getUniformLocation(program, 'nope'), gl.getAttribLocation(program, 'nope')],
      current: gl.getParameter(gl.CURRENT_PROGRAM) === program,
      offset: [...gl.getUniform(program, gl.getUniformLocation(program, 'offset'))],
      attached: gl.getAttachedShaders(program).length,
    }
  },

  // What a program says of itself where nothing is drawn.
  declared() {
    const { gl } = this
    const program = build(gl, VERTEX, COLOR)
    const uniforms = []
    for (let i = 0; i < gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS); i += 1) {
      const { name, size, type } = gl.getActiveUniform(program, i)
      uniforms.push([name, size, type])
    }
    const location = gl.getUniformLocation(program, 'paint.colors[1]')
    return {
      linked: gl.getProgramParameter(program, gl.LINK_STATUS),
      uniforms,
      attribute: gl.getActiveAttrib(program, 0).name,
      locations: [gl.getAttribLocation(program, 'place'), location !== null, gl.getUniformLocation(program, 'paint.colors[2]')],
      error: gl.getError(),
      pixel: pixel(gl, 0, 0),
    }
  },

  // What was drawn stays to be seen and saved, and the buffer of the next turn begins empty.
  saved() {
    return new Promise((resolve, reject) => {
      wx.canvasToTempFilePath({
        canvas: this.one,
        success: ({ tempFilePath }) => resolve(this.colors(tempFilePath)),
        fail: reject,
      })
    })
  },

  colors(path) {
    return new Promise((resolve, reject) => {
      const context = this.flat.getContext('2d')
      const image = this.flat.createImage()
      image.onerror = reject
      image.onload = () => {
        context.drawImage(image, 0, 0)
        const at = (x, y) => [...context.getImageData(x, y, 1, 1).data]
        resolve([image.width, image.height, at(20, 80), at(180, 20)])
      }
      image.src = path
    })
  },

  onFlat() {
    const context = this.flat.getContext('2d')
    context.clearRect(0, 0, 200, 100)
    context.drawImage(this.one, 0, 0)
    const at = (x, y) => [...context.getImageData(x, y, 1, 1).data]
    return [at(20, 80), at(180, 20), this.one.toDataURL().slice(0, 22)]
  },

  // Draws a strip per frame without clearing: only the last is left.
  frames() {
    const { one, gl } = this
    return new Promise((resolve) => {
      let frame = 0
      const draw = () => {
        gl.enable(gl.SCISSOR_TEST)
        gl.scissor(frame * 20, 0, 20, 100)
        gl.clearColor(0, 0, 1, 1)
        gl.clear(gl.COLOR_BUFFER_BIT)
        gl.disable(gl.SCISSOR_TEST)
        frame += 1
        if (frame < 5) one.requestAnimationFrame(draw)
        else resolve([pixel(gl, 10, 50), pixel(gl, 70, 50), pixel(gl, 90, 50)])
      }
      one.requestAnimationFrame(draw)
    })
  },

  picture() {
    const { one, gl } = this
    return new Promise((resolve, reject) => {
      const image = one.createImage()
      image.onerror = reject
      image.onload = () => resolve(this.textures(image))
      image.src = '/images/halves.svg'
    })
  },

  textures(image) {
    const { gl, flat } = this
    const program = build(gl, VERTEX, PICTURE)
    gl.useProgram(program)
    points(gl, program, SQUARE)
    gl.uniform2f(gl.getUniformLocation(program, 'offset'), 0, 0)
    const texture = gl.createTexture()
    gl.activeTexture(gl.TEXTURE1)
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.uniform1i(gl.getUniformLocation(program, 'picture'), 1)
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, gl.NEAREST)
    for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE)
    const show = () => {
      gl.drawArrays(gl.TRIANGLES, 0, 6)
      return [pixel(gl, 20, 50), pixel(gl, 180, 50)]
    }
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image)
    const ofImage = show()
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, 2, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, new Uint8Array([1, 2, 3, 4, 5, 6]))
    const ofBytes = show()
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 1, 0, 1, 1, gl.RGB, gl.UNSIGNED_BYTE, new Uint8Array([7, 8, 9]))
    const ofPart = show()
    const context = flat.getContext('2d')
    context.fillStyle = '#102030'
    context.fillRect(0, 0, 200, 100)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, flat)
    const ofCanvas = show()
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, {
      width: 2,
      height: 1,
      data: new Uint8ClampedArray([9, 8, 7, 255, 6, 5, 4, 255]),
    })
    const ofData = show()
    const bound = gl.getParameter(gl.TEXTURE_BINDING_2D) === texture
    const filter = gl.getTexParameter(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER) === gl.NEAREST
    gl.deleteTexture(texture)
    return { ofImage, ofBytes, ofPart, ofCanvas, ofData, bound, filter, gone: gl.isTexture(texture), error: gl.getError() }
  },

  framebuffer() {
    const { gl } = this
    const texture = gl.createTexture()
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 4, 4, 0, gl.RGBA, gl.UNSIGNED_BYTE, null)
    const framebuffer = gl.createFramebuffer()
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
    const complete = gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE
    gl.clearColor(1, 0, 1, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    const inside = pixel(gl, 1, 1)
    const attachment = gl.getFramebufferAttachmentParameter(
      gl.FRAMEBUFFER,
      gl.COLOR_ATTACHMENT0,
      gl.FRAMEBUFFER_ATTACHMENT_OBJECT_NAME,
    )
    const bound = gl.getParameter(gl.FRAMEBUFFER_BINDING) === framebuffer
    gl.bindFramebuffer(gl.FRAMEBUFFER, null)
    return [complete, inside, attachment === texture, bound, gl.getParameter(gl.FRAMEBUFFER_BINDING)]
  },

  instances() {
    const { gl } = this
    const extension = gl.getExtension('ANGLE_instanced_arrays')
    const arrays = gl.getExtension('OES_vertex_array_object')
    const program = build(
      gl,
      `attribute vec2 place; attribute vec2 step;
       void main() { gl_Position = vec4(place * 0.1 + step, 0.0, 1.0); }`,
      'precision mediump float; void main() { gl_FragColor = vec4(0.0, 1.0, 1.0, 1.0); }',
    )
    const array = arrays.createVertexArrayOES()
    arrays.bindVertexArrayOES(array)
    gl.useProgram(program)
    points(gl, program, SQUARE)
    points(gl, program, [-0.5, 0, 0.5, 0], 'step')
    extension.vertexAttribDivisorANGLE(gl.getAttribLocation(program, 'step'), 1)
    gl.clearColor(0, 0, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    extension.drawArraysInstancedANGLE(gl.TRIANGLES, 0, 6, 2)
    const known = [arrays.isVertexArrayOES(array), gl.getParameter(arrays.VERTEX_ARRAY_BINDING_OES) === array]
    arrays.bindVertexArrayOES(null)
    return [pixel(gl, 50, 50), pixel(gl, 100, 50), pixel(gl, 150, 50), ...known, gl.getError()]
  },

  // Vertex array, uniform block, part of an array, query, fence, transform feedback, sampler.
  second() {
    const gl = this.gl2
    const program = build(
      gl,
      `#version 300 es
       in vec2 place; uniform Block { vec4 tint; float unused; }; out vec4 color;
       void main() { color = tint; gl_Position = vec4(place, 0.0, 1.0); }`,
      `#version 300 es
       precision mediump float; in vec4 color; out vec4 result; uniform vec3 more;
       void main() { result = color + vec4(more, 0.0); }`,
    )
    const array = gl.createVertexArray()
    gl.bindVertexArray(array)
    points(gl, program, SQUARE)
    gl.useProgram(program)
    const block = gl.getUniformBlockIndex(program, 'Block')
    const size = gl.getActiveUniformBlockParameter(program, block, gl.UNIFORM_BLOCK_DATA_SIZE)
    gl.uniformBlockBinding(program, block, 1)
    const buffer = gl.createBuffer()
    gl.bindBufferBase(gl.UNIFORM_BUFFER, 1, buffer)
    gl.bufferData(gl.UNIFORM_BUFFER, size, gl.DYNAMIC_DRAW)
    gl.bufferSubData(gl.UNIFORM_BUFFER, 0, new Float32Array([9, 9, 1, 0, 0, 1, 9]), 2, 4)
    const back = new Float32Array(4)
    gl.getBufferSubData(gl.UNIFORM_BUFFER, 0, back)
    gl.uniform3fv(gl.getUniformLocation(program, 'more'), new Float32Array([5, 5, 0, 0.2, 0.4]), 2, 3)
    const query = gl.createQuery()
    gl.beginQuery(gl.ANY_SAMPLES_PASSED, query)
    gl.drawArrays(gl.TRIANGLES, 0, 6)
    gl.endQuery(gl.ANY_SAMPLES_PASSED)
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
    const sampler = gl.createSampler()
    gl.samplerParameteri(sampler, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
    const answer = {
      pixel: pixel(gl, 50, 50),
      back: [...back],
      bound: gl.getIndexedParameter(gl.UNIFORM_BUFFER_BINDING, 1) === buffer,
      array: gl.getParameter(gl.VERTEX_ARRAY_BINDING) === array,
      inBlock: gl.getUniformLocation(program, 'tint'),
      name: gl.getActiveUniformBlockName(program, block),
      sampler: gl.getSamplerParameter(sampler, gl.TEXTURE_MIN_FILTER) === gl.NEAREST,
      sync: [gl.isSync(sync), gl.getSyncParameter(sync, gl.OBJECT_TYPE) === gl.SYNC_FENCE],
      query: gl.isQuery(query),
      error: gl.getError(),
    }
    gl.deleteSync(sync)
    gl.bindVertexArray(null)
    return answer
  },

  offscreen() {
    const canvas = wx.createOffscreenCanvas({ type: 'webgl', width: 8, height: 8 })
    const gl = canvas.getContext('webgl')
    gl.clearColor(1, 1, 0, 1)
    gl.clear(gl.COLOR_BUFFER_BIT)
    const before = pixel(gl, 0, 0)
    canvas.width = 16
    return [before, gl.drawingBufferWidth, pixel(gl, 0, 0)]
  },

  lost() {
    const canvas = wx.createOffscreenCanvas({ type: 'webgl', width: 8, height: 8 })
    const gl = canvas.getContext('webgl')
    gl.getExtension('WEBGL_lose_context').loseContext()
    return [gl.isContextLost(), gl.getError() === gl.CONTEXT_LOST_WEBGL]
  },

  broken() {
    const { gl } = this
    const shader = gl.createShader(gl.FRAGMENT_SHADER)
    gl.shaderSource(shader, 'void main() { nonsense; }')
    gl.compileShader(shader)
    return [
      gl.getShaderParameter(shader, gl.COMPILE_STATUS),
      gl.getShaderInfoLog(shader).includes('nonsense'),
      gl.getShaderSource(shader),
    ]
  },
})
