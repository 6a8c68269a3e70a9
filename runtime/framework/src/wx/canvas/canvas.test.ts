import { describe, expect, it, vi } from 'vitest'
import { settled } from '../fake-context'
import { type Harness, harness, type Wx } from '../wx-harness'
import { forgetMeasures } from './text-metrics'

/** Commands of all `canvas2d` batches so far. */
function drawn({ ctx }: Harness): unknown[] {
  return ctx.page
    .of('call')
    .filter(([, method]) => method === 'canvas2d')
    .flatMap(([, , params]) => (params as { commands: unknown[] }).commands)
}

async function canvasNode(h: Harness, id = 8): Promise<Wx> {
  h.ctx.nodes['#c'] = [h.ctx.node(id, { tag: 'canvas' })]
  h.ctx.page.queries.fields = () => [[{ nodeCanvasType: '2d', nodeWidth: 300, nodeHeight: 150 }]]
  h.ctx.page.beforeAsk = () => h.ctx.flush()
  let node: Wx = {}
  h.wx
    .createSelectorQuery()
    .select('#c')
    .fields({ node: true }, (result: { node: Wx }) => {
      node = result.node
    })
    .exec()
  await settled()
  return node
}

describe('canvas 2d', () => {
  it('records a turn into one batch', async () => {
    const h = harness()
    const canvas = await canvasNode(h)
    const context = canvas.getContext('2d')
    expect(canvas.getContext('2d')).toBe(context)
    canvas.width = 600
    context.fillStyle = 'red'
    context.fillStyle = 'red'
    context.fillRect(0, 0, 10, Number.NaN)
    context.lineWidth = 'wide'
    context.fillText(12, 1, 2)
    expect(drawn(h)).toEqual([])
    h.ctx.flush()
    expect(h.ctx.page.of('call')).toEqual([
      [
        8,
        'canvas2d',
        {
          canvas: 0,
          commands: [
            ['=width', 600],
            ['=fillStyle', 'red'],
            ['fillRect', 0, 0, 10, null],
            ['fillText', '12', 1, 2],
          ],
        },
      ],
    ])
    expect(context.lineWidth).toBe(1)
    expect(canvas.width).toBe(600)
  })

  it('mirrors state through save, restore and resize', async () => {
    const h = harness()
    const canvas = await canvasNode(h)
    const context = canvas.getContext('2d')
    context.globalAlpha = 0.5
    context.save()
    context.globalAlpha = 0.2
    context.translate(10, 20)
    context.scale(2, 3)
    expect(context.getTransform()).toEqual({ a: 2, b: 0, c: 0, d: 3, e: 10, f: 20 })
    context.restore()
    expect(context.globalAlpha).toBe(0.5)
    expect(context.getTransform()).toEqual({ a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 })
    context.setLineDash([1, 2, 3])
    expect(context.getLineDash()).toEqual([1, 2, 3, 1, 2, 3])
    canvas.height = 10
    expect(context.globalAlpha).toBe(1)
    expect(context.getLineDash()).toEqual([])
  })

  it('names gradients, patterns, paths and images by number', async () => {
    const h = harness()
    const canvas = await canvasNode(h)
    const context = canvas.getContext('2d')
    const gradient = context.createLinearGradient(0, 0, 1, 1)
    gradient.addColorStop(0, 'red')
    context.fillStyle = gradient
    expect(context.fillStyle).toBe(gradient)
    const path = canvas.createPath2D()
    path.moveTo(1, 2)
    context.fill(path)
    context.fill(path, 'evenodd')
    path.closePath()
    context.stroke(path)
    h.ctx.flush()
    expect(drawn(h)).toEqual([
      ['createLinearGradient', 1, 0, 0, 1, 1],
      ['addColorStop', 1, 0, 'red'],
      ['=fillStyle', { $gradient: 1 }],
      ['path', 2, [['moveTo', 1, 2]]],
      ['fill', { $path: 2 }],
      ['fill', { $path: 2 }, 'evenodd'],
      ['path', 2, [['moveTo', 1, 2], ['closePath']]],
      ['stroke', { $path: 2 }],
    ])
  })

  it('loads images in the page', async () => {
    const h = harness()
    const canvas = await canvasNode(h)
    h.ctx.page.calls.canvasImage = (params) => {
      if ((params as { src: string }).src === '/pages/index/bad.png') throw new Error('404')
      return { width: 30, height: 20 }
    }
    const image = canvas.createImage()
    const onload = vi.fn()
    image.onload = onload
    image.src = '/a.png'
    await settled()
    expect(onload).toHaveBeenCalledOnce()
    expect(image).toMatchObject({ width: 30, height: 20, complete: true, src: '/a.png' })
    canvas.getContext('2d').drawImage(image, 0, 0)
    h.ctx.flush()
    expect(drawn(h)).toEqual([['drawImage', { $image: 1 }, 0, 0]])
    const bad = canvas.createImage()
    const onerror = vi.fn()
    bad.onerror = onerror
    bad.src = 'bad.png'
    await settled()
    expect(onerror).toHaveBeenCalledWith(expect.objectContaining({ errMsg: '404' }))
    expect(() => canvas.getContext('2d').drawImage('/a.png', 0, 0)).toThrow(TypeError)
  })

  it('asks for measures once per font and text', async () => {
    forgetMeasures()
    const h = harness()
    const canvas = await canvasNode(h)
    h.ctx.page.asks.canvasMeasureText = (params) => ({ width: (params as { text: string }).text.length * 10 })
    const context = canvas.getContext('2d')
    expect(context.measureText('abc').width).toBe(30)
    expect(context.measureText('abc').width).toBe(30)
    context.font = 'bold 12px serif'
    context.measureText('abc')
    expect(h.ctx.page.of('ask')).toHaveLength(2)
  })

  it('measures again once a font has been loaded', async () => {
    forgetMeasures()
    const h = harness()
    const context = (await canvasNode(h)).getContext('2d')
    h.ctx.page.asks.canvasMeasureText = () => ({ width: 1 })
    context.measureText('abc')
    await h.wx.loadFontFace({ family: 'F', source: 'url("https://a.example/f.woff")' })
    context.measureText('abc')
    expect(h.ctx.page.of('ask')).toHaveLength(2)
  })

  it('estimates text where there is no view', async () => {
    forgetMeasures()
    const h = harness()
    const context = (await canvasNode(h)).getContext('2d')
    context.font = '20px serif'
    expect(context.measureText('中文').width).toBe(40)
    expect(context.measureText('').width).toBe(0)
    h.ctx.page.asks.canvasMeasureText = () => ({ width: 1 })
    expect(context.measureText('中文').width).toBe(1)
  })

  it('draws before it reads', async () => {
    const h = harness()
    const canvas = await canvasNode(h)
    h.ctx.page.asks.canvasGetImageData = () => ({ width: 1, height: 1, data: 'AQIDBA==' })
    const context = canvas.getContext('2d')
    context.fillRect(0, 0, 1, 1)
    const pixels = context.getImageData(0, 0, 1, 1)
    expect([...pixels.data]).toEqual([1, 2, 3, 4])
    expect(h.ctx.page.log.map(({ what }) => what).slice(-2)).toEqual(['call', 'ask'])
    context.putImageData(pixels, 2, 3)
    h.ctx.flush()
    expect(drawn(h).at(-1)).toEqual([
      'putImageData',
      { $imageData: { width: 1, height: 1, data: 'AQIDBA==' } },
      2,
      3,
    ])
  })

  it('keeps the order of drawings between canvases', async () => {
    const h = harness()
    const canvas = await canvasNode(h)
    const layer = h.wx.createOffscreenCanvas({ type: '2d', width: 10, height: 10 })
    layer.getContext('2d').fillRect(0, 0, 5, 5)
    canvas.getContext('2d').drawImage(layer, 0, 0)
    layer.getContext('2d').clearRect(0, 0, 5, 5)
    h.ctx.flush()
    expect(drawn(h)).toEqual([
      ['offscreen', 1, 10, 10],
      ['fillRect', 0, 0, 5, 5],
      ['drawImage', { $offscreen: 1 }, 0, 0],
      ['clearRect', 0, 0, 5, 5],
    ])
    const targets = h.ctx.page.of('call').map(([node, , params]) => [node, (params as { canvas: number }).canvas])
    expect(targets).toEqual([
      [1, 1],
      [8, 0],
      [1, 1],
    ])
  })

  it('runs animation frames when the view paints', async () => {
    const h = harness()
    const canvas = await canvasNode(h)
    h.ctx.page.calls.canvasFrame = () => ({ time: 16.6 })
    const frame = vi.fn()
    canvas.requestAnimationFrame(frame)
    canvas.cancelAnimationFrame(canvas.requestAnimationFrame(() => expect.unreachable()))
    await settled()
    expect(frame).toHaveBeenCalledWith(16.6)
    delete h.ctx.page.calls.canvasFrame
    canvas.requestAnimationFrame(frame)
    await settled()
    expect(frame).toHaveBeenCalledOnce()
    h.ctx.runTimers()
    expect(frame).toHaveBeenCalledTimes(2)
  })

  it('has no WebGL, and says so', async () => {
    const h = harness()
    const canvas = await canvasNode(h)
    expect(canvas.getContext('webgl')).toBeNull()
    expect(h.ctx.logs.at(-1)?.[0]).toBe('warn')
  })
})

describe('old canvas contexts', () => {
  function withCanvas(): Harness {
    const h = harness()
    h.ctx.tags.canvas = [h.ctx.node(4, { tag: 'canvas', attributes: { canvasId: 'chart' } })]
    h.ctx.page.calls.canvasDraw = () => ({})
    return h
  }

  it('record until draw', async () => {
    const h = withCanvas()
    const context = h.wx.createCanvasContext('chart')
    context.setFillStyle('red')
    context.fillStyle = 'blue'
    context.setFontSize(20)
    expect(context.font).toBe('20px sans-serif')
    context.setTextBaseline('normal')
    context.setShadow(1, 2, 3, 'black')
    context.drawImage('../a.png', 0, 0)
    context.createCircularGradient(5, 6, 7).addColorStop(0, 'red')
    const done = vi.fn()
    context.draw(false, done)
    expect(h.ctx.page.of('call')).toEqual([
      [
        4,
        'canvasDraw',
        {
          reserve: false,
          commands: [
            ['=fillStyle', 'red'],
            ['=fillStyle', 'blue'],
            ['setFontSize', 20],
            ['=textBaseline', 'alphabetic'],
            ['=shadowOffsetX', 1],
            ['=shadowOffsetY', 2],
            ['=shadowBlur', 3],
            ['=shadowColor', 'black'],
            ['drawImage', { $src: '/pages/a.png' }, 0, 0],
            ['createRadialGradient', 1, 5, 6, 0, 5, 6, 7],
            ['addColorStop', 1, 0, 'red'],
          ],
        },
      ],
    ])
    await settled()
    expect(done).toHaveBeenCalledWith({ errMsg: 'drawCanvas:ok' })
    context.draw(true)
    expect(h.ctx.page.of('call').at(-1)?.[2]).toEqual({ reserve: true, commands: [] })
  })

  it('take gradients of other contexts and of earlier drawings', () => {
    const h = withCanvas()
    const gradient = h.wx.createCanvasContext('chart').createLinearGradient(0, 0, 1, 1)
    gradient.addColorStop(0, 'red')
    const context = h.wx.createCanvasContext('chart')
    const commands = [
      ['createLinearGradient', 1, 0, 0, 1, 1],
      ['addColorStop', 1, 0, 'red'],
      ['=strokeStyle', { $gradient: 1 }],
    ]
    for (let drawing = 0; drawing < 2; drawing += 1) {
      context.setStrokeStyle(gradient)
      context.draw()
      expect(h.ctx.page.of('call').at(-1)?.[2]).toEqual({ reserve: false, commands })
    }
  })

  it('say when there is no such canvas', async () => {
    const h = withCanvas()
    const done = vi.fn()
    h.wx.createCanvasContext('none').draw(false, done)
    await settled()
    expect(done, 'not in the same turn, or a loop of drawings never ended it').not.toHaveBeenCalled()
    for (const due of h.ctx.timersDue) due()
    expect(done).toHaveBeenCalledWith({ errMsg: 'drawCanvas:fail canvas "none" is not found' })
  })

  it('work by wx.drawCanvas too', async () => {
    const h = withCanvas()
    const context = h.wx.createContext()
    context.rect(1, 2, 3, 4)
    const actions = context.getActions()
    const success = vi.fn()
    expect(h.wx.drawCanvas({ canvasId: 'chart', actions, success })).toBeUndefined()
    await settled()
    expect(success).toHaveBeenCalledWith({ errMsg: 'drawCanvas:ok' })
    expect(h.ctx.page.of('call')).toEqual([
      [4, 'canvasDraw', { reserve: false, commands: [['rect', 1, 2, 3, 4]] }],
    ])
  })

  it('measure text', () => {
    forgetMeasures()
    const h = withCanvas()
    h.ctx.page.asks.canvasMeasureText = () => ({ width: 42 })
    expect(h.wx.createCanvasContext('chart').measureText('x').width).toBe(42)
  })

  it('become temporary files', async () => {
    const h = withCanvas()
    h.ctx.page.calls.canvasToTempFile = () => ({ dataUrl: 'data:image/png;base64,AA==' })
    h.ctx.nativeAnswers.canvasToTempFilePath = () => ({ tempFilePath: 'wxfile://tmp_1.png' })
    await expect(h.wx.canvasToTempFilePath({ canvasId: 'chart', width: 10 })).resolves.toEqual({
      tempFilePath: 'wxfile://tmp_1.png',
      errMsg: 'canvasToTempFilePath:ok',
    })
    expect(h.ctx.page.of('call')[0]).toEqual([
      4,
      'canvasToTempFile',
      { canvas: 0, width: 10, fileType: 'png', quality: 1 },
    ])
    expect(h.ctx.natives).toEqual([
      { name: 'canvasToTempFilePath', args: { $dataUrl: 'data:image/png;base64,AA==', fileType: 'png' } },
    ])
    await expect(h.wx.canvasToTempFilePath({ canvasId: 'none' })).rejects.toMatchObject({
      errMsg: 'canvasToTempFilePath:fail fail canvas is empty',
    })
  })

  it('give and take pixels', async () => {
    const h = withCanvas()
    h.ctx.page.calls.canvasGetImageData = () => ({ width: 1, height: 1, data: 'AQIDBA==' })
    h.ctx.page.calls.canvasPutImageData = () => ({})
    const { data } = await h.wx.canvasGetImageData({ canvasId: 'chart', x: 0, y: 0, width: 1, height: 1 })
    expect([...data]).toEqual([1, 2, 3, 4])
    await h.wx.canvasPutImageData({ canvasId: 'chart', data, x: 0, y: 0, width: 1 })
    expect(h.ctx.page.of('call').at(-1)).toEqual([
      4,
      'canvasPutImageData',
      { canvas: 0, x: 0, y: 0, width: 1, data: 'AQIDBA==' },
    ])
  })
})

describe('component contexts', () => {
  it('call the component once it is there', async () => {
    const { ctx, wx } = harness()
    const video = wx.createVideoContext('v')
    video.play()
    expect(ctx.page.of('call')).toEqual([])
    ctx.nodes['#v'] = [ctx.node(3, { tag: 'video' })]
    video.play()
    video.seek(10)
    ctx.page.calls.exitPictureInPicture = () => ({})
    await expect(video.exitPictureInPicture()).resolves.toEqual({ errMsg: 'exitPictureInPicture:ok' })
    expect(ctx.page.of('call')).toEqual([
      [3, 'play', {}],
      [3, 'seek', { position: 10 }],
      [3, 'exitPictureInPicture', {}],
    ])
  })

  it('turn photographs into files', async () => {
    const { ctx, wx } = harness()
    ctx.tags.camera = [ctx.node(5, { tag: 'camera' })]
    ctx.page.calls.takePhoto = () => ({ dataUrl: 'data:image/jpeg;base64,AA==', width: 1 })
    ctx.nativeAnswers.canvasToTempFilePath = () => ({ tempFilePath: 'wxfile://tmp_p.jpg' })
    await expect(wx.createCameraContext().takePhoto({ quality: 'high' })).resolves.toEqual({
      width: 1,
      tempImagePath: 'wxfile://tmp_p.jpg',
      errMsg: 'takePhoto:ok',
    })
  })
})
