import { send } from '../core/ipc'
import type { Json } from '../protocol'
import { string } from './attributes'
import { WxElement, template } from './base'
import { REFUSAL_MARKUP, fillRefusal } from './web-view-refusal'

const MARKUP = template(
  `<style>iframe{position:absolute;top:0;right:0;bottom:0;left:0;width:100%;height:100%;border:0;background:#fff}</style>${REFUSAL_MARKUP}<iframe allow="autoplay; fullscreen; clipboard-write" referrerpolicy="no-referrer-when-downgrade"></iframe>`,
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
  private readonly refusal: HTMLElement
  /** Messages are handed over together, as WeChat does, when the page goes back, is shared or ends. */
  private data: unknown[] = []

  constructor() {
    super()
    const shadow = this.shadow(MARKUP)
    this.frame = shadow.querySelector('iframe') as HTMLIFrameElement
    this.refusal = shadow.querySelector('.refusal') as HTMLElement
    this.frame.addEventListener('load', () => {
      if (this.frame.hasAttribute('src')) this.emit('load', { src: this.str('src') })
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
    void this.open(this.str('src'))
  }

  private async open(src: string): Promise<void> {
    const allowed = src === '' || (await mayShow(src))
    // Another address was set while the host was asked.
    if (src !== this.str('src')) return
    this.refusal.hidden = allowed
    if (allowed && src !== '') {
      this.frame.src = src
      return
    }
    this.frame.removeAttribute('src')
    if (src === '') return
    fillRefusal(this.refusal, src)
    this.emit('error', { url: src, fullUrl: src })
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

/** Asks the host; where there is none to answer, its navigation policy decides alone. */
async function mayShow(src: string): Promise<boolean> {
  if (!/^https?:\/\//i.test(src)) return false
  try {
    return (await fetch(`/_frame/${encodeURIComponent(src)}`)).status !== 403
  } catch {
    return true
  }
}
