import { askChrome, tellChrome } from '../core/chrome-requests'
import { resolve } from '../core/resources'
import { onVersions } from '../core/versions'
import { boolean, string } from './attributes'
import { WxElement, template } from './base'

interface Fit {
  size: string
  position: string
}

const FITS: Record<string, Fit> = {
  scaleToFill: { size: 'fill', position: '50% 50%' },
  aspectFit: { size: 'contain', position: '50% 50%' },
  aspectFill: { size: 'cover', position: '50% 50%' },
  widthFix: { size: 'fill', position: '50% 50%' },
  heightFix: { size: 'fill', position: '50% 50%' },
  top: { size: 'none', position: '50% 0%' },
  bottom: { size: 'none', position: '50% 100%' },
  center: { size: 'none', position: '50% 50%' },
  left: { size: 'none', position: '0% 50%' },
  right: { size: 'none', position: '100% 50%' },
  'top left': { size: 'none', position: '0% 0%' },
  'top right': { size: 'none', position: '100% 0%' },
  'bottom left': { size: 'none', position: '0% 100%' },
  'bottom right': { size: 'none', position: '100% 100%' },
}

const MARKUP = template(
  '<style>:host{overflow:hidden}img{display:block;width:100%;height:100%;border:0;pointer-events:none;-webkit-user-drag:none}img:not([src]){visibility:hidden}</style><img part="img" alt="" decoding="async"><slot></slot>',
)

/** How far ahead of the viewport a `lazy-load` image starts to load: WeChat names three screens. */
const LAZY_MARGIN = '300% 0px'

let lazyObserver: IntersectionObserver | undefined

/** Loads lazy images when they come near the viewport. */
function lazily(image: ImageElement): void {
  lazyObserver ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue
        lazyObserver?.unobserve(entry.target)
        ;(entry.target as ImageElement).loadNow()
      }
    },
    { rootMargin: LAZY_MARGIN },
  )
  lazyObserver.observe(image)
}

/** `<image>` */
export class ImageElement extends WxElement {
  static override attrs = {
    src: string(),
    mode: string('scaleToFill', { reflect: true }),
    'show-menu-by-longpress': boolean(false),
    webp: boolean(false),
    'lazy-load': boolean(false),
    'fade-in': boolean(false),
    'force-https': boolean(false),
    alt: string(),
  }

  private readonly img: HTMLImageElement
  private ratioObserver: ResizeObserver | undefined

  constructor() {
    super()
    this.img = this.shadow(MARKUP).querySelector('img') as HTMLImageElement
    this.img.addEventListener('load', () => {
      this.fixRatio()
      this.emit('load', { width: this.img.naturalWidth, height: this.img.naturalHeight })
    })
    this.img.addEventListener('error', () => {
      const shown = this.str('src')
      this.img.removeAttribute('src')
      this.emit('error', { errMsg: `GET ${shown} failed` })
    })
  }

  protected override attrChanged(name: string, value: unknown): void {
    if (name === 'src') this.invalidate()
    else if (name === 'mode') this.applyMode()
    else if (name === 'alt') this.img.alt = String(value)
  }

  override update(): void {
    if (this.bool('lazy-load') && this.img.getAttribute('src') === null && typeof IntersectionObserver === 'function') {
      lazily(this)
    } else this.loadNow()
  }

  /** Starts loading the current source. */
  loadNow(): void {
    let url = resolve(this.get('src'))
    if (this.bool('force-https')) url = url.replace(/^http:/i, 'https:')
    if (url === '') {
      this.img.removeAttribute('src')
      this.fixRatio()
    } else {
      this.img.src = url
      if (this.bool('fade-in')) this.img.animate?.([{ opacity: 0 }, { opacity: 1 }], 200)
    }
  }

  /** Loads the picture again where its file was saved. */
  refresh(): void {
    const shown = this.img.getAttribute('src')
    if (shown === null ? this.str('src') !== '' && !this.bool('lazy-load') : shown !== resolve(this.get('src'))) this.loadNow()
  }

  override released(): void {
    lazyObserver?.unobserve(this)
    this.ratioObserver?.disconnect()
  }

  protected override styleChanged(): void {
    this.fixRatio()
  }

  /** Long press on an image that offers a menu: the shell draws it. */
  override longPressMenu(): boolean {
    if (!this.bool('show-menu-by-longpress') || this.str('src') === '') return false
    const src = this.str('src')
    askChrome('contextMenu', { items: [{ text: '查看图片' }, { text: '保存图片' }] }, (result) => {
      const { tapIndex } = (result ?? {}) as { tapIndex?: number }
      if (tapIndex === 0) askChrome('previewImage', { urls: [src], current: src, kind: 'image' }, () => undefined)
      else if (tapIndex === 1) tellChrome('saveImage', { url: src })
    })
    return true
  }

  private applyMode(): void {
    const fit = FITS[this.str('mode')] ?? (FITS.scaleToFill as Fit)
    this.img.style.objectFit = fit.size
    this.img.style.objectPosition = fit.position
    // A side that an earlier mode has fixed is free again.
    this.restoreStyle()
    this.fixRatio()
  }

  /** widthFix and heightFix: the other side follows the picture, as an inline style beats any class. */
  private fixRatio(): void {
    const mode = this.str('mode')
    const fixed = mode === 'widthFix' ? 'height' : mode === 'heightFix' ? 'width' : ''
    const { naturalWidth, naturalHeight } = this.img
    if (fixed === '' || naturalWidth === 0 || naturalHeight === 0) {
      this.ratioObserver?.disconnect()
      this.ratioObserver = undefined
      return
    }
    const apply = () => {
      const style = getComputedStyle(this)
      const across = fixed === 'height' ? insideWidth(this, style) : insideHeight(this, style)
      const ratio = fixed === 'height' ? naturalHeight / naturalWidth : naturalWidth / naturalHeight
      const value = `${across * ratio}px`
      if (across > 0 && this.style.getPropertyValue(fixed) !== value) this.style.setProperty(fixed, value)
    }
    apply()
    if (this.ratioObserver === undefined && typeof ResizeObserver === 'function') {
      this.ratioObserver = new ResizeObserver(() => this.fixRatio())
      this.ratioObserver.observe(this)
    }
  }
}

function insideWidth(element: HTMLElement, style: CSSStyleDeclaration): number {
  return element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
}

function insideHeight(element: HTMLElement, style: CSSStyleDeclaration): number {
  return element.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom)
}

onVersions(() => {
  for (const node of document.querySelectorAll('wx-image,wx-cover-image')) if (node instanceof ImageElement) node.refresh()
})

/** `<cover-image>` */
export class CoverImage extends ImageElement {}
