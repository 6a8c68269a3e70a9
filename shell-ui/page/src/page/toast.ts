import { resolve } from '../core/resources'

interface ToastProps {
  kind?: 'toast' | 'loading'
  title?: string
  icon?: string
  image?: string
  mask?: boolean
  duration?: number
}

export const DEFAULT_DURATION = 1500

export const TOAST_STYLE = `
:host{all:initial;position:fixed;top:0;right:0;bottom:0;left:0;z-index:2147483001;display:flex;align-items:center;justify-content:center;pointer-events:none;font-family:var(--font-stack)}
:host(.mask){pointer-events:auto}
.box{box-sizing:border-box;min-width:136px;min-height:136px;max-width:60vw;padding:24px 16px;margin-bottom:12vh;border-radius:12px;background:#4c4c4c;color:rgba(255,255,255,.9);display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;font-size:16px;line-height:1.4;animation:in .15s ease-out}
.box.plain{min-width:0;min-height:0;padding:12px 16px;max-width:70vw;font-size:15px}
.icon{width:40px;height:40px;margin-bottom:12px}
.icon svg{width:100%;height:100%;display:block}
img.icon{width:55px;height:55px;object-fit:contain}
.title{word-break:break-all;overflow:hidden;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2}
.spin{animation:spin 1s steps(12) infinite}
@keyframes spin{to{transform:rotate(1turn)}}
@keyframes in{from{opacity:0;transform:scale(.96)}}`

export const TOAST_ICONS: Record<string, string> = {
  success:
    '<svg viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><path d="M7 21.5 16 30 33.5 11"/></svg>',
  error:
    '<svg viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"><circle cx="20" cy="20" r="16.5"/><path d="M20 11.5v11"/><circle cx="20" cy="28.2" r=".6" fill="currentColor"/></svg>',
  loading: `<svg class="spin" viewBox="0 0 40 40" stroke="currentColor" stroke-width="3" stroke-linecap="round">${Array.from(
    { length: 12 },
    (_, i) => `<path d="M20 4v7" opacity="${((i + 1) / 12).toFixed(2)}" transform="rotate(${i * 30} 20 20)"/>`,
  ).join('')}</svg>`,
}

let host: HTMLElement | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** wx.showToast and wx.showLoading; `null` hides either. */
export function showToast(value: unknown): void {
  clearTimeout(timer)
  if (value === null || value === undefined) {
    host?.remove()
    host = undefined
    return
  }
  const props = value as ToastProps
  host ??= create()
  host.classList.toggle('mask', Boolean(props.mask))
  draw(host.shadowRoot as ShadowRoot, props)
  // Loading stays until it is hidden.
  if (props.kind !== 'loading') timer = setTimeout(() => showToast(null), props.duration ?? DEFAULT_DURATION)
}

function create(): HTMLElement {
  const element = document.createElement('wx-page-toast')
  element.attachShadow({ mode: 'open' })
  // With a mask nothing below may be touched or scrolled.
  const block = (event: Event) => {
    if (element.classList.contains('mask') && event.cancelable) event.preventDefault()
  }
  element.addEventListener('touchmove', block, { passive: false })
  element.addEventListener('wheel', block, { passive: false })
  document.body.append(element)
  return element
}

function draw(root: ShadowRoot, props: ToastProps): void {
  const style = document.createElement('style')
  style.textContent = TOAST_STYLE
  const box = document.createElement('div')
  box.className = 'box'
  box.setAttribute('role', 'status')
  const image = resolve(props.image)
  const name = props.kind === 'loading' ? 'loading' : (props.icon ?? 'success')
  if (image !== '') {
    const picture = document.createElement('img')
    picture.className = 'icon'
    picture.src = image
    box.append(picture)
  } else if (TOAST_ICONS[name] !== undefined) {
    const icon = document.createElement('div')
    icon.className = 'icon'
    icon.innerHTML = TOAST_ICONS[name]
    box.append(icon)
  } else box.classList.add('plain')
  const title = document.createElement('div')
  title.className = 'title'
  title.textContent = props.title ?? ''
  if (title.textContent !== '') box.append(title)
  root.replaceChildren(style, box)
}
