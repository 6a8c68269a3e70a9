/** A running mini-program. The names are those of `miniprogram-automator`. */

import { resolve } from 'pathe'
import { config } from '../host'
import { EventEmitter } from '../modules/events'
import { fs, saveBase64 } from '../modules/fs'
import { takePicture, takePictures } from '../pictures'
import { drawn } from '../wxml'
import { type Connection, type Fields, toWire } from './connection'
import { Native } from './native'
import { Page, type PageInfo } from './page'
import { sleep } from './waiting'

type Listener = (...args: never[]) => void

/**
 * After a route the npm client sleeps 3 s before it goes on. Here it goes on as soon as the page's
 * data have not changed for as long as `QUIET_MS`, and after those 3 s at the latest.
 */
const QUIET_MS = 150
const ROUTE_MS = 3000

export class MiniProgram extends EventEmitter {
  readonly #connection: Connection
  readonly #onClose: () => void
  readonly #pages = new Map<number, Page>()
  readonly #bindings = new Map<string, (...args: unknown[]) => unknown>()
  #native: Native | undefined

  constructor(connection: Connection, onClose: () => void = () => {}) {
    super()
    this.#connection = connection
    this.#onClose = onClose
    connection.on('App.logAdded', (entry: { type: string; args: unknown[] }) => this.emit('console', entry))
    connection.on('App.exceptionThrown', (params: Fields) => this.emit('exception', params.exception ?? params))
    connection.on('App.bindingCalled', ({ name, args }: { name: string; args: unknown[] }) => {
      this.#bindings.get(name)?.(...args)
    })
  }

  async pageStack(): Promise<Page[]> {
    const { pageStack } = await this.send('App.getPageStack')
    return (pageStack as PageInfo[]).map((info) => this.#page(info))
  }

  navigateTo(url: string): Promise<Page | undefined> {
    return this.#route('navigateTo', { url })
  }

  redirectTo(url: string): Promise<Page | undefined> {
    return this.#route('redirectTo', { url })
  }

  navigateBack(): Promise<Page | undefined> {
    return this.#route('navigateBack', {})
  }

  reLaunch(url: string): Promise<Page | undefined> {
    return this.#route('reLaunch', { url })
  }

  switchTab(url: string): Promise<Page | undefined> {
    return this.#route('switchTab', { url })
  }

  async currentPage(): Promise<Page | undefined> {
    return this.#page((await this.send('App.getCurrentPage')) as unknown as PageInfo)
  }

  async systemInfo(): Promise<unknown> {
    return this.callWxMethod('getSystemInfoSync')
  }

  async callWxMethod(method: string, ...args: unknown[]): Promise<unknown> {
    return (await this.send('App.callWxMethod', { method, args })).result
  }

  async callPluginWxMethod(pluginId: string, method: string, ...args: unknown[]): Promise<unknown> {
    return (await this.send('App.callWxMethod', { pluginId, method, args })).result
  }

  async mockWxMethod(method: string, result: unknown, ...args: unknown[]): Promise<void> {
    await this.send('App.mockWxMethod', mockOf(method, result, args))
  }

  async mockPluginWxMethod(pluginId: string, method: string, result: unknown, ...args: unknown[]): Promise<void> {
    await this.send('App.mockWxMethod', { pluginId, ...mockOf(method, result, args) })
  }

  async restoreWxMethod(method: string): Promise<void> {
    await this.send('App.mockWxMethod', { method })
  }

  async restorePluginWxMethod(pluginId: string, method: string): Promise<void> {
    await this.send('App.mockWxMethod', { pluginId, method })
  }

  /** Runs a function in the mini-program; it sees none of the spec's variables. */
  async evaluate(appFunction: ((...args: never[]) => unknown) | string, ...args: unknown[]): Promise<unknown> {
    return (await this.send('App.callFunction', { functionDeclaration: String(appFunction), args })).result
  }

  async pageScrollTo(scrollTop: number): Promise<void> {
    await this.callWxMethod('pageScrollTo', { scrollTop })
  }

  async exposeFunction(name: string, bindingFunction: (...args: unknown[]) => unknown): Promise<void> {
    if (this.#bindings.has(name)) throw new Error(`Failed to expose function ${name}: already exists!`)
    this.#bindings.set(name, bindingFunction)
    await this.send('App.addBinding', { name })
  }

  override on(event: string | symbol, listener: Listener): this {
    // Not asked of a mini-program that nobody started yet.
    if (event === 'console') void this.send('App.enableLog').catch(() => {})
    return super.on(event, listener)
  }

  async checkVersion(): Promise<void> {
    await this.send('Tool.getInfo')
  }

  /** base64, or a file; a drawing of the element tree (SVG) where there is no window. */
  async screenshot(options: { path?: string } = {}): Promise<string | undefined> {
    const { path } = options
    const picture = await takePicture(this, path ?? 'screenshot')
    takePictures.into(picture)
    const svg = picture.kind === 'wxml' ? drawn(picture.data) : ''
    if (path === undefined) return svg === '' ? picture.data : toBase64(svg)
    const file = resolve(config.cwd, path)
    if (svg === '') saveBase64(file, picture.data)
    else fs.writeFileSync(`${file.replace(/\.\w+$/, '')}.svg`, svg)
    return undefined
  }

  async testAccounts(): Promise<unknown> {
    return (await this.send('Tool.getTestAccounts')).accounts
  }

  async stopAudits(options: { path?: string } = {}): Promise<unknown> {
    const { report, data } = await this.send('Tool.stopAudits')
    if (options.path !== undefined) fs.writeFileSync(resolve(config.cwd, options.path), report)
    return typeof data === 'string' ? JSON.parse(data) : data
  }

  async getTicket(): Promise<unknown> {
    return this.send('Tool.getTicket')
  }

  async setTicket(ticket: string): Promise<void> {
    await this.send('Tool.setTicket', { ticket })
  }

  async refreshTicket(): Promise<void> {
    await this.send('Tool.refreshTicket')
  }

  async remote(auto = false): Promise<void> {
    await this.send('Tool.enableRemoteDebug', { auto })
  }

  native(): Native {
    this.#native ??= new Native(this.#connection)
    return this.#native
  }

  async close(): Promise<void> {
    try {
      await this.send('App.exit')
      await this.send('Tool.close')
    } finally {
      this.disconnect()
    }
  }

  disconnect(): void {
    this.#connection.close()
    this.#onClose()
  }

  send(method: string, params: Fields = {}): Promise<Fields> {
    return this.#connection.send(method, params)
  }

  #page(info: PageInfo): Page {
    const known = this.#pages.get(info.pageId)
    if (known !== undefined) return known
    const page = new Page(this.#connection, info)
    this.#pages.set(info.pageId, page)
    return page
  }

  async #route(method: string, options: object): Promise<Page | undefined> {
    await this.callWxMethod(method, options)
    await this.#settle()
    return this.currentPage()
  }

  async #settle(): Promise<void> {
    let before = ''
    let quiet = 0
    for (let passed = 0; passed < ROUTE_MS && quiet < QUIET_MS; passed += 50) {
      const { pageId } = await this.send('App.getCurrentPage')
      const { data } = await this.send('Page.getData', { pageId })
      const state = toWire([pageId, data])
      quiet = state === before ? quiet + 50 : 0
      before = state
      await sleep(50)
    }
  }
}

function mockOf(method: string, result: unknown, args: unknown[]): Fields {
  return typeof result === 'function'
    ? { method, functionDeclaration: String(result), args }
    : { method, result }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function toBase64(text: string): string {
  const bytes: number[] = []
  for (const character of encodeURIComponent(text).match(/%[0-9A-F]{2}|[^%]/g) ?? []) {
    bytes.push(character.length === 3 ? Number.parseInt(character.slice(1), 16) : character.charCodeAt(0))
  }
  let out = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    for (let digit = 0; digit < 4; digit++) {
      out += at + digit > bytes.length ? '=' : ALPHABET[(group >> (18 - 6 * digit)) & 63]
    }
  }
  return out
}
