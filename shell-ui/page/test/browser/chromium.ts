import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { type Sent, wxsSource } from '../ops'

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

/** Why the browser tests cannot run here; empty where they can. CI installs chromium, so there they must. */
export const missingBrowser =
  EXECUTABLE === undefined && process.env.CI === undefined ? 'chromium is not installed: apt-get install chromium' : ''

const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }

/** The built page runtime behind a server, in a browser. */
export class PageLab {
  private constructor(
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly folder: string,
    readonly origin: string,
  ) {}

  static async start(): Promise<PageLab> {
    const folder = await mkdtemp(join(tmpdir(), 'page-runtime-'))
    await build({ build: { outDir: folder, emptyOutDir: true }, logLevel: 'error' })
    const server = createServer((request, response) => {
      const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/')
      void answer(folder, path).then(
        ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
        () => response.writeHead(404).end(),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const browser = await chromium.launch({ executablePath: EXECUTABLE ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
    return new PageLab(browser, server, folder, `http://127.0.0.1:${port}`)
  }

  async stop(): Promise<void> {
    await this.browser.close()
    await new Promise((resolve) => this.server.close(resolve))
    await rm(this.folder, { recursive: true, force: true })
  }

  /** A fresh page, after `ready`. */
  async open(init: Record<string, unknown> = {}, touch = false): Promise<LabPage> {
    const context = await this.browser.newContext({
      viewport: { width: 375, height: 600 },
      deviceScaleFactor: 2,
      hasTouch: touch,
      isMobile: touch,
    })
    await context.addInitScript(() => {
      const sent: unknown[] = []
      Object.assign(window, { sent, ipc: { postMessage: (message: string) => sent.push(JSON.parse(message)) } })
    })
    const page = await context.newPage()
    await page.goto(`${this.origin}/_page/index.html`)
    const lab = new LabPage(context, page, await context.newCDPSession(page))
    await lab.message('ready')
    await page.evaluate((value) => window.__pp.init(value as never), { pageId: 1, route: 'p/p', theme: 'light', window: {}, ...init })
    return lab
  }
}

async function answer(folder: string, path: string): Promise<{ type: string; body: Buffer | string }> {
  // /_pkg/200x100.svg is a picture of that size.
  const picture = /^\/_pkg\/(\d+)x(\d+)\.svg$/.exec(path)
  if (picture !== null) {
    const [, width, height] = picture
    const body =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
      `<rect width="100%" height="100%" fill="#8cc8ff"/><circle cx="50%" cy="50%" r="40" fill="#07c160"/></svg>`
    return { type: 'image/svg+xml', body }
  }
  // A document of the web, for <web-view>.
  if (path === '/web.html') {
    const post = (method: string, params: unknown) => `parent.postMessage(${JSON.stringify({ type: 'wx.miniProgram', method, params })}, '*');`
    const script = post('postMessage', { data: { n: 1 } }) + post('postMessage', { data: 2 }) + post('navigateTo', { url: '/pages/b/b' })
    return { type: 'text/html', body: `<title>web</title><script>${script}</script>` }
  }
  if (!path.startsWith('/_page/')) throw new Error(path)
  const name = path.slice('/_page/'.length)
  return { type: TYPES[name.split('.').at(-1) ?? ''] ?? 'text/plain', body: await readFile(join(folder, name)) }
}

/** One page of the lab, driven by operations and by hand. */
export class LabPage {
  constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly cdp: CDPSession,
  ) {}

  async close(): Promise<void> {
    await this.context.close()
  }

  /** Applies operations as one batch, and waits for the frames that follow. */
  async apply(...ops: unknown[][]): Promise<void> {
    await this.page.evaluate((batch) => window.__pp.ops(batch), ops.flat())
    await this.frames()
  }

  /** Gives the page a WXS module. */
  async define(module: string, code: string): Promise<void> {
    await this.page.evaluate(`__pp.wxs(${JSON.stringify(module)},${wxsSource(code)})`)
  }

  async frames(): Promise<void> {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))))
  }

  async sent(tag?: string, type?: string): Promise<Sent[]> {
    const all = await this.page.evaluate(() => (window as unknown as { sent: Sent[] }).sent)
    return all.filter((message) => (tag === undefined || message[0] === tag) && (type === undefined || message[2] === type))
  }

  async forget(): Promise<void> {
    await this.page.evaluate(() => {
      ;(window as unknown as { sent: Sent[] }).sent.length = 0
    })
  }

  /** The first message with this tag (and event type), waited for. */
  async message(tag: string, type?: string): Promise<Sent> {
    const handle = await this.page.waitForFunction(
      ([wanted, kind]) =>
        (window as unknown as { sent: Sent[] }).sent.find((sent) => sent[0] === wanted && (kind === undefined || sent[2] === kind)),
      [tag, type] as const,
      { timeout: 10_000 },
    )
    return (await handle.jsonValue()) as Sent
  }

  /** Detail of an event, waited for. */
  async event(type: string): Promise<Record<string, unknown>> {
    return (await this.message('event', type))[3] as Record<string, unknown>
  }

  async box(selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
    return this.page.evaluate((wanted) => {
      const { x, y, width, height } = (document.querySelector(wanted) as Element).getBoundingClientRect()
      return { x, y, width, height }
    }, selector)
  }

  /** A drag by one finger through the given points. */
  async swipe(points: readonly (readonly [number, number])[], hold = false): Promise<void> {
    const [first, ...rest] = points.map(([x, y]) => ({ x, y }))
    await this.touch('touchStart', [first])
    for (const point of rest) {
      await this.touch('touchMove', [point])
      await this.frames()
    }
    if (!hold) await this.touch('touchEnd', [])
  }

  async touch(type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel', touchPoints: unknown[]): Promise<void> {
    await this.cdp.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints as never })
  }
}
