import { send } from '../core/ipc'
import type { Json } from '../protocol'
import { string } from './attributes'
import { WxElement, template } from './base'

const MARKUP = template(
  '<style>iframe{position:absolute;top:0;right:0;bottom:0;left:0;width:100%;height:100%;border:0;background:#fff}</style><iframe allow="autoplay; fullscreen; clipboard-write" referrerpolicy="no-referrer-when-downgrade"></iframe>',
)

/** What a page of the web sends with `parent.postMessage` to speak with the mini-program. */
interface WebMessage {
  type?: string
  method?: string
  params?: unknown
}

const ROUTES = new Set(['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack'])

/** `<web-view>`: fills the page. Which sites may be shown is for the host to decide. */
export class WebView extends WxElement {
  static override attrs = { src: string() }

  private readonly frame: HTMLIFrameElement
  /** Messages are handed over together, as WeChat does, when the page goes back, is shared or ends. */
  private data: unknown[] = []

  constructor() {
    super()
    this.frame = this.shadow(MARKUP).querySelector('iframe') as HTMLIFrameElement
    this.frame.addEventListener('load', () => {
      if (this.str('src') !== '') this.emit('load', { src: this.str('src') })
    })
  }

  protected override connected(): void {
    addEventListener('message', this.onMessage)
  }

  protected override disconnected(): void {
    removeEventListener('message', this.onMessage)
    this.handOver()
  }

  protected override attrChanged(): void {
    const src = this.str('src')
    if (/^https?:\/\//i.test(src)) this.frame.src = src
    else {
      this.frame.removeAttribute('src')
      if (src !== '') this.emit('error', { url: src, fullUrl: src })
    }
  }

  /** Gives what the page has posted to `bindmessage`. */
  override readonly methods = { handOver: () => this.handOver() }

  private handOver(): void {
    if (this.data.length === 0) return
    this.emit('message', { data: this.data })
    this.data = []
  }

  private readonly onMessage = (event: MessageEvent<WebMessage>) => {
    if (event.source !== this.frame.contentWindow || event.data?.type !== 'wx.miniProgram' || this.$id === undefined) return
    const { method = '', params } = event.data
    if (method === 'postMessage') this.data.push((params as { data?: unknown } | undefined)?.data)
    else if (ROUTES.has(method)) {
      if (method === 'navigateBack') this.handOver()
      const { url = '', delta = 1 } = (params ?? {}) as { url?: string; delta?: number }
      const openType = method === 'navigateTo' ? 'navigate' : method === 'redirectTo' ? 'redirect' : method
      send('navigate', this.$id, { openType, url, delta } as Record<string, Json>)
    }
  }
}
