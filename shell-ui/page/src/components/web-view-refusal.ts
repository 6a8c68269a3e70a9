/** What a `<web-view>` shows in place of a site that it may not show. */
import { currentTheme } from '../page/theme'

const STYLE = `.refusal{position:absolute;inset:0;display:flex;flex-direction:column;align-items:center;box-sizing:border-box;padding:96px 32px 32px;background:#fff;color:#191919;font:17px/1.5 system-ui,sans-serif;text-align:center;overflow-wrap:anywhere;z-index:1}
.refusal[hidden]{display:none}
.refusal i{width:64px;height:64px;border-radius:50%;background:#fa5151;color:#fff;font:normal 700 40px/64px system-ui,sans-serif}
.refusal h1{margin:32px 0 8px;font-size:20px;font-weight:500}
.refusal p{margin:0 0 12px;font-size:14px;color:#7f7f7f}
.refusal code{font:13px/1.5 ui-monospace,monospace}
.refusal.dark{background:#191919;color:#d5d5d5}.refusal.dark p{color:#8f8f8f}`

export const REFUSAL_MARKUP = `<style>${STYLE}</style><div class="refusal" role="alert" hidden><i aria-hidden="true">!</i><h1></h1><p class="reason"></p><p class="mend"></p></div>`

const zh = {
  title: '无法打开该页面',
  scheme: (src: string) => `web-view 只能打开 http 或 https 地址，而 src 是“${src}”。`,
  domain: (site: string) => `不支持打开 ${site}：它不在小程序的业务域名中。`,
  mend: (site: string) => `开发者：请在 peapod.json 的 webviewDomain 中加入 ${site}，或在开发时用 --skip-domain-check 打开。`,
}

const en: typeof zh = {
  title: 'This page cannot be opened',
  scheme: (src) => `A web-view opens http and https addresses only; its src is “${src}”.`,
  domain: (site) => `${site} is not among the business domains of this mini-program.`,
  mend: (site) => `Developers: list ${site} under webviewDomain in peapod.json, or open with --skip-domain-check while developing.`,
}

/** Says which rule kept `src` out, and the mend. */
export function fillRefusal(refusal: Element, src: string): void {
  const words = /^zh/i.test(navigator.language) ? zh : en
  let site = ''
  try {
    const { protocol, origin } = new URL(src)
    if (/^https?:$/.test(protocol)) site = origin
  } catch {
    // Not an address at all.
  }
  const write = (selector: string, text: string) => {
    const place = refusal.querySelector(selector)
    if (place) place.textContent = text
  }
  refusal.classList.toggle('dark', currentTheme() === 'dark')
  write('h1', words.title)
  write('.reason', site === '' ? words.scheme(src) : words.domain(site))
  write('.mend', site === '' ? '' : words.mend(site))
}
