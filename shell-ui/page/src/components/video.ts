import { resolve } from '../core/resources'
import { any, boolean, number, oneOf, string } from './attributes'
import { template } from './base'
import { Danmu, type DanmuItem } from './danmu'
import { finite, MediaElement } from './media'

const MARKUP = template(`<style>
:host{position:relative;overflow:hidden;background:#000}
video{display:block;width:100%;height:100%;object-fit:contain;background:#000}
.cover{position:absolute;top:0;right:0;bottom:0;left:0;background:#000 center/contain no-repeat;display:none}
.center{position:absolute;left:50%;top:50%;width:56px;height:56px;margin:-28px 0 0 -28px;border-radius:50%;background:rgba(0,0,0,.55);display:none}
.center::after{content:"";position:absolute;left:21px;top:16px;border:12px solid transparent;border-left:18px solid #fff;border-right:0}
.danmu{position:absolute;top:0;right:0;bottom:0;left:0;overflow:hidden;pointer-events:none}
.light{position:absolute;top:0;right:0;bottom:0;left:0;pointer-events:none}
.light ::slotted(*){pointer-events:auto}
</style><video playsinline webkit-playsinline x5-playsinline preload="metadata"></video><div class="cover"></div><div class="danmu"></div><div class="center"></div><div class="light"><slot></slot></div>`)

const MEDIA_ERRORS = ['MEDIA_ERR_UNKNOWN', 'MEDIA_ERR_ABORTED', 'MEDIA_ERR_NETWORK', 'MEDIA_ERR_DECODE', 'MEDIA_ERR_SRC_NOT_SUPPORTED']

/** `<video>` on the webview's own player; its controls are the webview's. */
export class Video extends MediaElement {
  static override attrs = {
    src: string(),
    duration: number(undefined),
    controls: boolean(true),
    'danmu-list': any([]),
    'danmu-btn': boolean(false),
    'enable-danmu': boolean(false),
    autoplay: boolean(false),
    loop: boolean(false),
    muted: boolean(false),
    'initial-time': number(0),
    'page-gesture': boolean(false),
    direction: number(undefined),
    'show-progress': boolean(true),
    'show-fullscreen-btn': boolean(true),
    'show-play-btn': boolean(true),
    'show-center-play-btn': boolean(true),
    'enable-progress-gesture': boolean(true),
    'object-fit': oneOf(['contain', 'fill', 'cover']),
    poster: string(),
    'show-mute-btn': boolean(false),
    title: string(),
    'play-btn-position': oneOf(['bottom', 'center']),
    'enable-play-gesture': boolean(false),
    'auto-pause-if-navigate': boolean(true),
    'auto-pause-if-open-native': boolean(true),
    'vslide-gesture': boolean(false),
    'vslide-gesture-in-fullscreen': boolean(true),
    'show-bottom-progress': boolean(true),
    'picture-in-picture-mode': any(),
    'enable-auto-rotation': boolean(false),
    'referrer-policy': oneOf(['no-referrer', 'origin']),
    'is-live': boolean(false),
  }

  protected override readonly media: HTMLVideoElement
  private readonly cover: HTMLElement
  private readonly center: HTMLElement
  private readonly danmu: Danmu
  private reload = false
  private started = false

  constructor() {
    super()
    const root = this.shadow(MARKUP)
    this.media = root.querySelector('video') as HTMLVideoElement
    this.cover = root.querySelector('.cover') as HTMLElement
    this.center = root.querySelector('.center') as HTMLElement
    this.danmu = new Danmu(root.querySelector('.danmu') as HTMLElement)
    this.watchMedia()
    this.watchVideo()
  }

  override readonly methods = {
    play: () => this.start(),
    pause: () => this.media.pause(),
    stop: () => this.stopMedia(),
    seek: (to: number | { position: number }) => {
      this.media.currentTime = typeof to === 'number' ? to : to.position
    },
    playbackRate: (to: number | { rate: number }) => {
      // The default too: loading another source goes back to it.
      this.media.defaultPlaybackRate = this.media.playbackRate = typeof to === 'number' ? to : to.rate
    },
    sendDanmu: (item: DanmuItem) => {
      if (this.bool('enable-danmu')) this.danmu.show(item)
    },
    requestFullScreen: () => this.enterFullScreen(),
    exitFullScreen: () => this.leaveFullScreen(),
    exitPictureInPicture: () => document.exitPictureInPicture?.(),
    showStatusBar: () => undefined,
    hideStatusBar: () => undefined,
  }

  protected override attrChanged(name: string): void {
    if (name === 'src') this.reload = true
    this.invalidate()
  }

  override update(): void {
    const { media } = this
    media.controls = this.bool('controls')
    media.loop = this.bool('loop')
    media.muted = this.bool('muted')
    media.autoplay = this.bool('autoplay')
    media.style.objectFit = this.str('object-fit')
    media.title = this.str('title')
    media.toggleAttribute('disablepictureinpicture', this.get('picture-in-picture-mode') === undefined)
    media.setAttribute('controlslist', this.bool('show-fullscreen-btn') ? 'nodownload' : 'nodownload nofullscreen')
    const poster = resolve(this.get('poster'))
    // Our own poster: that of the media element is always drawn with its own fit.
    this.cover.style.backgroundImage = poster === '' ? '' : `url(${JSON.stringify(poster)})`
    this.cover.style.backgroundSize = this.str('object-fit') === 'fill' ? '100% 100%' : this.str('object-fit')
    this.danmu.setList(this.get('danmu-list'))
    if (this.reload) {
      this.reload = false
      this.started = false
      this.load(this.get('src'))
    }
    this.showCover()
  }

  protected override errorText(code: number): string {
    return MEDIA_ERRORS[code] ?? 'MEDIA_ERR_UNKNOWN'
  }

  private watchVideo(): void {
    const { media } = this
    media.addEventListener('loadedmetadata', () => {
      const { videoWidth, videoHeight, duration } = media
      if (this.num('initial-time') > 0) media.currentTime = this.num('initial-time')
      this.emit('loadedmetadata', { width: videoWidth, height: videoHeight, duration: finite(duration) })
    })
    media.addEventListener('play', () => {
      this.started = true
      this.showCover()
    })
    media.addEventListener('timeupdate', () => {
      if (this.bool('enable-danmu')) this.danmu.advance(media.currentTime)
    })
    media.addEventListener('enterpictureinpicture', () => this.emit('enterpictureinpicture', {}))
    media.addEventListener('leavepictureinpicture', () => this.emit('leavepictureinpicture', {}))
    const fullScreen = () => {
      const on = document.fullscreenElement === this || this.shadowRoot?.fullscreenElement === media
      const direction = media.videoWidth >= media.videoHeight ? 'horizontal' : 'vertical'
      this.emit('fullscreenchange', { fullScreen: on, direction })
    }
    media.addEventListener('fullscreenchange', fullScreen)
    this.addEventListener('fullscreenchange', fullScreen)
    media.addEventListener('webkitbeginfullscreen', () => this.emit('fullscreenchange', { fullScreen: true, direction: 'horizontal' }))
    media.addEventListener('webkitendfullscreen', () => this.emit('fullscreenchange', { fullScreen: false, direction: 'vertical' }))
    this.center.addEventListener('click', () => void this.start())
    media.addEventListener('click', () => {
      this.emit('controlstoggle', { show: true })
    })
  }

  protected override connected(): void {
    document.addEventListener('visibilitychange', this.onVisibility)
    this.reload = true
    this.invalidate()
  }

  protected override disconnected(): void {
    document.removeEventListener('visibilitychange', this.onVisibility)
    super.disconnected()
  }

  /** The page went below another one. */
  private readonly onVisibility = () => {
    if (document.hidden && this.bool('auto-pause-if-navigate')) this.media.pause()
  }

  private showCover(): void {
    this.cover.style.display = this.started || this.str('poster') === '' ? 'none' : 'block'
    const button = !this.started && !this.bool('autoplay') && this.bool('show-center-play-btn') && this.bool('controls')
    this.center.style.display = button ? 'block' : 'none'
  }

  private async enterFullScreen(): Promise<void> {
    const media = this.media as HTMLVideoElement & { webkitEnterFullscreen?: () => void }
    if (typeof this.requestFullscreen === 'function') await this.requestFullscreen()
    else media.webkitEnterFullscreen?.()
  }

  private async leaveFullScreen(): Promise<void> {
    const media = this.media as HTMLVideoElement & { webkitExitFullscreen?: () => void }
    if (document.fullscreenElement !== null && document.fullscreenElement !== undefined) await document.exitFullscreen()
    else media.webkitExitFullscreen?.()
  }
}
