// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { Builder } from './demo'

describe.skipIf(missingBrowser !== '')('media and page components', () => {
  let lab: PageLab
  let page: LabPage
  let b: Builder
  beforeAll(async () => {
    lab = await PageLab.start()
  })
  afterAll(() => lab?.stop())
  beforeEach(async () => {
    page = await lab.open({}, true)
    b = new Builder()
  })
  afterEach(async () => {
    expect(await page.sent('error')).toEqual([])
    await page.close()
  })

  it('tells that a video cannot be loaded', async () => {
    b.add(1, 'video', { src: '/missing.mp4' }, 'error')
    await page.apply(...b.ops)
    expect(await page.event('error')).toEqual({ errMsg: 'MEDIA_ERR_SRC_NOT_SUPPORTED' })
    expect(await page.box('wx-video')).toMatchObject({ width: 300, height: 225 })
  })

  it('plays a copy of a file that the player cannot read by itself', async () => {
    const asked: string[] = []
    await page.page.route('**/_pkg/tone.wav', (route) => {
      const kind = route.request().resourceType()
      asked.push(kind)
      // WebKitGTK's player does not know our scheme; documents do.
      return kind === 'media' ? route.fulfill({ status: 404 }) : route.fulfill({ contentType: 'audio/wav', body: silence(2) })
    })
    b.add(1, 'video', { src: '/tone.wav' }, 'loadedmetadata', 'error')
    await page.apply(...b.ops)
    expect(await page.event('loadedmetadata')).toMatchObject({ duration: 2 })
    expect(asked).toEqual(['media', 'fetch'])
    expect(await page.sent('event', 'error')).toEqual([])
  })

  it('passes the settings of a video on to the player', async () => {
    const video = b.add(1, 'video', { controls: false, loop: true, muted: true, 'object-fit': 'cover' })
    await page.apply(...b.ops, op('call', video, 'playbackRate', { rate: 1.5 }, 2), op('call', video, 'castTo', {}, 3))
    const player = await page.page.evaluate(() => {
      const media = document.querySelector('wx-video')?.shadowRoot?.querySelector('video') as HTMLVideoElement
      return [media.controls, media.loop, media.muted, media.style.objectFit, media.playbackRate]
    })
    expect(player).toEqual([false, true, true, 'cover', 1.5])
    expect(await page.sent('reply')).toEqual([
      ['reply', 2, null, ''],
      ['reply', 3, null, 'not supported'],
    ])
  })

  it('flies comments over a video', async () => {
    const video = b.add(1, 'video', { 'enable-danmu': true })
    await page.apply(...b.ops, op('call', video, 'sendDanmu', { text: 'hello', color: '#ff0000' }, 0))
    const text = await page.page.evaluate(() => document.querySelector('wx-video')?.shadowRoot?.querySelector('.danmu span')?.textContent)
    expect(text).toBe('hello')
  })

  it('shows the box of an audio only with controls', async () => {
    const audio = b.add(1, 'audio', { name: 'song', author: 'singer' })
    await page.apply(...b.ops)
    expect((await page.box('wx-audio')).height).toBe(0)
    await page.apply(op('setAttr', audio, 'controls', true))
    expect(await page.box('wx-audio')).toMatchObject({ width: 300, height: 65 })
  })

  it('speaks with the document in a web-view', async () => {
    const view = b.add(1, 'web-view', { src: `${lab.origin}/web.html` }, 'load', 'message')
    await page.apply(...b.ops)
    expect(await page.event('load')).toEqual({ src: `${lab.origin}/web.html` })
    expect(await page.message('navigate')).toEqual(['navigate', view, { openType: 'navigate', url: '/pages/b/b', delta: 1 }])
    expect(await page.sent('event', 'message')).toEqual([])
    await page.apply(op('remove', 1, view))
    expect(await page.event('message')).toEqual({ data: [{ n: 1 }, 2] })
    await page.apply(op('append', 1, view))
    expect(await page.box('wx-web-view')).toEqual({ x: 0, y: 0, width: 375, height: 600 })
  })

  it('sets page properties by page-meta and takes them back', async () => {
    b.add(1, 'view', { style: 'height:2000px' })
    const meta = b.add(1, 'page-meta', { 'page-style': 'color: rgb(1, 2, 3)', 'root-font-size': '30px', 'scroll-top': '200', 'scroll-duration': 0 }, 'scroll', 'scrolldone')
    const bar = b.add(meta, 'navigation-bar', { title: 'T', 'front-color': '#ffffff' })
    await page.apply(...b.ops)
    await page.event('scrolldone')
    expect(await page.event('scroll')).toEqual({ scrollTop: 200 })
    const looks = () =>
      page.page.evaluate(() => [getComputedStyle(document.body).color, getComputedStyle(document.documentElement).fontSize])
    expect(await looks()).toEqual(['rgb(1, 2, 3)', '30px'])
    expect(await page.sent('chrome')).toEqual([['chrome', 0, 'nav', { title: 'T', frontColor: '#ffffff' }]])
    await page.apply(op('remove', 1, meta))
    expect(await looks()).toEqual(['rgb(0, 0, 0)', '18.75px'])
    expect(bar).toBe(4)
  })

  it('shows match-media only at its sizes', async () => {
    const media = b.add(1, 'match-media', { 'min-width': 400 })
    b.add(media, 'view', { style: 'height:40px' })
    await page.apply(...b.ops)
    expect((await page.box('wx-match-media')).height).toBe(0)
    await page.page.setViewportSize({ width: 500, height: 600 })
    await page.page.waitForFunction(() => document.querySelector('wx-match-media')?.getBoundingClientRect().height === 40)
  })

  it('spreads the canvas in the colour of the page', async () => {
    b.ops.push(op('addStyle', 0, 'wx-page{height:100%;background:rgb(9, 8, 7)}'))
    b.add(1, 'view', { style: 'height:2000px' })
    await page.apply(...b.ops)
    const canvas = () => page.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    expect(await canvas()).toBe('rgb(9, 8, 7)')
    await page.apply(op('disableStyle', 0))
    expect(await canvas()).toBe('rgb(255, 255, 255)')
  })

  it('lays a grid-view out in columns', async () => {
    const grid = b.add(1, 'grid-view', { 'cross-axis-count': 3, 'cross-axis-gap': 6 })
    for (let i = 0; i < 4; i += 1) b.add(grid, 'view', { class: `c${i}`, style: 'height:20px' })
    await page.apply(...b.ops)
    expect(await page.box('.c1')).toMatchObject({ x: 127, y: 0, width: 121 })
    expect(await page.box('.c3')).toMatchObject({ x: 0, y: 20 })
  })
})

/** A WAV file: 8 bit, 8000 samples per second. */
function silence(seconds: number): Buffer {
  const head = Buffer.alloc(44)
  const samples = 8000 * seconds
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(8000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples, 40)
  return Buffer.concat([head, Buffer.alloc(samples, 128)])
}
