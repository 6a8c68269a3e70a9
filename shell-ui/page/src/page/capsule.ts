import { tellChrome } from '../core/chrome-requests'
import type { PageInit } from './open'

const MARKUP = `<style>
:host{all:initial;position:fixed;z-index:2147483000;display:block}
.capsule{display:flex;width:100%;height:100%;box-sizing:border-box;border:.5px solid rgba(0,0,0,.1);border-radius:999px;background:rgba(255,255,255,.6);overflow:hidden;-webkit-backdrop-filter:blur(8px);backdrop-filter:blur(8px)}
:host(.dark) .capsule{background:rgba(0,0,0,.15);border-color:rgba(255,255,255,.25)}
button{all:unset;flex:1;display:flex;align-items:center;justify-content:center;cursor:pointer;-webkit-tap-highlight-color:transparent}
button:active{background:rgba(127,127,127,.2)}
button+button{box-shadow:-.5px 0 0 rgba(0,0,0,.1)}
svg{width:20px;height:20px;fill:#000}
:host(.dark) svg{fill:#fff}
</style><div class="capsule">
<button type="button" data-action="menu" aria-label="更多"><svg viewBox="0 0 20 20"><circle cx="3.5" cy="10" r="1.9"/><circle cx="10" cy="10" r="3"/><circle cx="16.5" cy="10" r="1.9"/></svg></button>
<button type="button" data-action="close" aria-label="关闭"><svg viewBox="0 0 20 20"><circle cx="10" cy="10" r="3.2"/><path d="M10 1.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zm0 2.2a6.3 6.3 0 1 1 0 12.6 6.3 6.3 0 0 1 0-12.6z"/></svg></button>
</div>`

/**
 * Draws the capsule over a page that draws its own navigation bar. Such a page covers the whole
 * window, so the bar of the shell is not there to hold it. `box`: left, top, width, height in px.
 */
export function drawCapsule(init: PageInit, box: [number, number, number, number]): void {
  document.querySelector('wx-capsule')?.remove()
  const host = document.createElement('wx-capsule')
  const [left, top, width, height] = box
  host.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`
  host.classList.toggle('dark', init.window?.navigationBarTextStyle !== 'black')
  const shadow = host.attachShadow({ mode: 'open' })
  shadow.innerHTML = MARKUP
  for (const button of shadow.querySelectorAll('button')) {
    button.addEventListener('click', () => tellChrome('capsule', { action: button.dataset.action }))
  }
  document.body.append(host)
}
