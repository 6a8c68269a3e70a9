// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Canvas } from '../../../../runtime/framework/src/wx/canvas/canvas'
import { ObjectNumbers } from '../../../../runtime/framework/src/wx/canvas/encoding'
import { CanvasContext } from '../../../../runtime/framework/src/wx/canvas/legacy-context'
import type { CanvasShared } from '../../../../runtime/framework/src/wx/canvas/surface'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { Builder } from './demo'

interface Call {
  node: number
  method: string
  params: unknown
  reply?: (failure: string | null, result?: unknown) => void
}

/** The logic's half of the canvas, recording calls instead of sending them. */
class Recorder {
  readonly calls: Call[] = []
  private readonly before: (() => void)[] = []
  private readonly page = {
    route: 'pages/p/p',
    instance: {},
    alive: true,
    call: (node: number, method: string, params: unknown, reply?: Call['reply']) => this.calls.push({ node, method, params, ...(reply && { reply }) }),
    ask: () => {
      throw new Error('a recording answers nothing')
    },
  }
  readonly ctx = {
    turn: { beforeFlush: (run: () => void) => this.before.push(run) },
    log: () => {},
    currentPage: () => this.page,
    pageOf: () => this.page,
    // Every canvas-id of a test is node 2.
    selectTag: () => [{ id: 2, page: this.page, properties: () => ({ canvasId: 'old' }) }],
  }
  readonly shared = { ctx: this.ctx, numbers: new ObjectNumbers(this.ctx as never) } as unknown as CanvasShared

  canvas(where: { node: number } | { offscreen: number }, size = {}): Canvas {
    return new Canvas(this.shared, this.page as never, where, size)
  }

  old(): CanvasContext {
    return new CanvasContext(this.ctx as never, this.shared.numbers, 'old')
  }

  /** The operations of the turn. */
  take(): unknown[][] {
    for (const run of this.before.splice(0)) run()
    return this.calls.splice(0).map(({ node, method, params }, at) => op('call', node, method, params as never, 100 + at))
  }
}

describe.skipIf(missingBrowser !== '')('canvas', () => {
  let lab: PageLab
  let page: LabPage
  let recorder: Recorder
  let b: Builder
  beforeAll(async () => {
    lab = await PageLab.start()
  }, 60_000)
  afterAll(() => lab?.stop())
  beforeEach(async () => {
    page = await lab.open()
    recorder = new Recorder()
    b = new Builder()
  })
  afterEach(async () => {
    expect(await page.sent('error')).toEqual([])
    await page.close()
  })

  /** RGBA at a position of the backing store. */
  const pixel = (x: number, y: number) =>
    page.page.evaluate(
      ([px, py]) => {
        const canvas = document.querySelector('wx-canvas')?.shadowRoot?.querySelector('canvas') as HTMLCanvasElement
        return [...(canvas.getContext('2d')?.getImageData(px, py, 1, 1).data ?? [])]
      },
      [x, y] as const,
    )
  const ask = (method: string, params: unknown, node = 2) =>
    page.page.evaluate(
      ([id, name, given]) => JSON.parse(window.__pp.ask({ id, method: name, params: given })) as unknown,
      [node, method, params] as const,
    )
  const reply = async (request: number) => {
    await page.page.waitForFunction((wanted) => (window as unknown as { sent: unknown[][] }).sent.some((m) => m[0] === 'reply' && m[1] === wanted), request)
    return (await page.sent('reply')).find((message) => message[1] === request) as [string, number, Record<string, unknown>, string]
  }

  describe('2d, recorded by the logic', () => {
    beforeEach(async () => {
      b.add(1, 'canvas', { type: '2d', style: 'width:100px;height:100px' })
      await page.apply(...b.ops)
    })

    it('draws shapes, gradients, paths and transforms', async () => {
      const canvas = recorder.canvas({ node: 2 })
      canvas.width = 200
      canvas.height = 200
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no context')
      context.fillStyle = '#ff0000'
      context.fillRect(0, 0, 50, 50)
      const gradient = context.createLinearGradient(100, 0, 200, 0)
      gradient.addColorStop(0, '#0000ff')
      gradient.addColorStop(1, '#00ff00')
      context.fillStyle = gradient as never
      context.fillRect(100, 0, 100, 50)
      const path = canvas.createPath2D('M0 100 H50 V150 H0 Z')
      path.rect(60, 100, 20, 20)
      context.fillStyle = '#00ffff'
      context.fill(path)
      context.save()
      context.translate(150, 150)
      context.rotate(Math.PI / 4)
      context.fillStyle = '#ff00ff'
      context.fillRect(-10, -10, 20, 20)
      context.restore()
      context.fillRect(190, 190, 10, 10)
      await page.apply(...recorder.take())
      expect(await pixel(25, 25)).toEqual([255, 0, 0, 255])
      const [r, , blue] = await pixel(102, 25)
      expect(r).toBe(0)
      expect(blue).toBeGreaterThan(240)
      expect((await pixel(197, 25))[1]).toBeGreaterThan(240)
      expect(await pixel(25, 125)).toEqual([0, 255, 255, 255])
      expect(await pixel(70, 110)).toEqual([0, 255, 255, 255])
      expect(await pixel(150, 138)).toEqual([255, 0, 255, 255])
      expect((await pixel(141, 141))[3]).toBe(0)
      expect(await pixel(195, 195)).toEqual([0, 255, 255, 255])
    })

    it('loads images, makes patterns and draws off-screen canvases', async () => {
      const canvas = recorder.canvas({ node: 2 }, { width: 300, height: 150 })
      const image = canvas.createImage()
      image.src = '/20x20.svg'
      await page.apply(...recorder.take())
      expect(await reply(100)).toEqual(['reply', 100, { width: 20, height: 20 }, ''])
      await page.forget()
      const off = recorder.canvas({ offscreen: 900 }, { width: 10, height: 10 })
      const offContext = off.getContext('2d')
      const context = canvas.getContext('2d')
      if (context === null || offContext === null) throw new Error('no context')
      offContext.fillStyle = '#123456'
      offContext.fillRect(0, 0, 10, 10)
      context.drawImage(image, 0, 0, 40, 40)
      context.drawImage(off, 100, 0)
      const pattern = context.createPattern(off as never, 'repeat')
      context.fillStyle = pattern as never
      context.fillRect(200, 0, 50, 50)
      await page.apply(...recorder.take())
      expect((await page.sent('reply')).filter(([, , , error]) => error !== '')).toEqual([])
      expect(await pixel(20, 20)).toEqual([7, 193, 96, 255])
      expect(await pixel(105, 5)).toEqual([0x12, 0x34, 0x56, 255])
      expect(await pixel(245, 45)).toEqual([0x12, 0x34, 0x56, 255])
    })

    it('says when an image cannot be loaded, and leaves its drawing out', async () => {
      const canvas = recorder.canvas({ node: 2 }, { width: 300, height: 150 })
      const image = canvas.createImage()
      image.src = '/none.png'
      canvas.getContext('2d')?.drawImage(image, 0, 0)
      canvas.getContext('2d')?.fillRect(0, 0, 5, 5)
      await page.apply(...recorder.take())
      expect((await reply(100))[3]).toContain('cannot be loaded')
      expect(await pixel(2, 2)).toEqual([0, 0, 0, 255])
    })

    it('puts and gets pixels, and exports', async () => {
      const canvas = recorder.canvas({ node: 2 }, { width: 300, height: 150 })
      const data = canvas.createImageData(2, 1)
      data.data.set([1, 2, 3, 255, 4, 5, 6, 255])
      canvas.getContext('2d')?.putImageData(data, 10, 10)
      await page.apply(...recorder.take())
      const result = await ask('canvasGetImageData', { canvas: 0, x: 10, y: 10, width: 2, height: 1 })
      expect(result).toEqual({ width: 2, height: 1, data: Buffer.from(data.data).toString('base64') })
      await page.apply(op('call', 2, 'canvasToTempFile', { canvas: 0, x: 10, y: 10, width: 2, height: 1, destWidth: 4, destHeight: 2, fileType: 'png' }, 7))
      const { dataUrl } = (await reply(7))[2] as { dataUrl: string }
      const png = Buffer.from(dataUrl.slice('data:image/png;base64,'.length), 'base64')
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([4, 2])
    })

    it('answers questions', async () => {
      const canvas = recorder.canvas({ node: 2 }, { width: 300, height: 150 })
      const context = canvas.getContext('2d')
      context?.rect(10, 10, 20, 20)
      await page.apply(...recorder.take())
      expect(await ask('canvasIsPointInPath', { canvas: 0, path: 0, x: 15, y: 15, rule: 'nonzero' })).toBe(true)
      expect(await ask('canvasIsPointInPath', { canvas: 0, path: 0, x: 50, y: 15, rule: 'nonzero' })).toBe(false)
      const ten = (await ask('canvasMeasureText', { text: 'mmmm', font: '10px sans-serif' })) as { width: number }
      const twenty = (await ask('canvasMeasureText', { text: 'mmmm', font: '20px sans-serif' }, 1)) as { width: number }
      expect(twenty.width).toBeCloseTo(ten.width * 2, 0)
      expect(await ask('canvasToDataURL', { canvas: 0, type: 'image/jpeg' })).toMatch(/^data:image\/jpeg;base64,/)
      expect(await ask('canvasToDataURL', { canvas: 55 })).toEqual({ $error: 'canvas is empty' })
    })
  })

  describe('old contexts', () => {
    beforeEach(async () => {
      b.add(1, 'canvas', { 'canvas-id': 'old', style: 'width:100px;height:80px' }, 'touchstart')
      await page.apply(...b.ops)
    })

    it('draws in CSS px on device px, waiting for pictures in order', async () => {
      const context = recorder.old()
      context.setFillStyle('#00ff00')
      context.fillRect(0, 0, 100, 80)
      context.drawImage('/40x40.svg', 0, 0, 40, 40)
      context.draw()
      context.setFillStyle('#0000ff')
      context.fillRect(15, 15, 10, 10)
      context.draw(true)
      await page.apply(...recorder.take())
      await reply(101)
      // The second drawing lies on the picture of the first, though that had to be loaded.
      expect(await pixel(40, 40)).toEqual([0, 0, 255, 255])
      expect(await pixel(8, 40)).toEqual([7, 193, 96, 255])
      expect(await pixel(180, 140)).toEqual([0, 255, 0, 255])
      const result = await ask('canvasGetImageData', { canvas: 0, x: 20, y: 20, width: 1, height: 1 })
      expect(result).toEqual({ width: 1, height: 1, data: Buffer.from([0, 0, 255, 255]).toString('base64') })
    })

    it('clears and starts afresh unless the drawing reserves', async () => {
      const context = recorder.old()
      context.setFillStyle('#ff0000')
      context.translate(50, 0)
      context.fillRect(0, 0, 10, 10)
      context.draw(false)
      context.fillRect(0, 20, 10, 10)
      context.draw(false)
      await page.apply(...recorder.take())
      await reply(101)
      expect((await pixel(110, 10))[3]).toBe(0)
      expect(await pixel(10, 50)).toEqual([0, 0, 0, 255])
    })

    it('exports at device resolution', async () => {
      const context = recorder.old()
      context.fillRect(0, 0, 10, 10)
      context.draw()
      await page.apply(...recorder.take(), op('call', 2, 'canvasToTempFile', { fileType: 'png' }, 8))
      const { dataUrl } = (await reply(8))[2] as { dataUrl: string }
      const png = Buffer.from(dataUrl.slice('data:image/png;base64,'.length), 'base64')
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([200, 160])
    })

    it('takes pixels before anything has been drawn', async () => {
      const data = Buffer.from([9, 8, 7, 255]).toString('base64')
      await page.apply(op('call', 2, 'canvasPutImageData', { canvas: 0, x: 99, y: 79, width: 1, height: 1, data }, 6))
      expect((await reply(6))[3]).toBe('')
      expect(await pixel(199, 159)).toEqual([9, 8, 7, 255])
    })

    it('gives touches their position in the canvas', async () => {
      await page.apply(op('setStyle', 2, 'width:100px;height:80px;margin:30px 0 0 20px'))
      await page.page.mouse.click(60, 50)
      const [, , , , extra] = (await page.sent('event', 'touchstart'))[0] as [string, number, string, unknown, { touches: { x: number; y: number }[] }]
      expect(extra.touches[0]).toMatchObject({ x: 40, y: 20 })
    })
  })

  it('answers what a selector query needs', async () => {
    b.add(1, 'canvas', { type: '2d' })
    await page.apply(...b.ops, op('query', 5, 'fields', [{ nodes: [2], fields: { node: true, size: true } }]))
    expect((await reply(5))[2]).toEqual([[{ width: 300, height: 150, nodeCanvasType: '2d', nodeWidth: 300, nodeHeight: 150 }]])
  })
})
