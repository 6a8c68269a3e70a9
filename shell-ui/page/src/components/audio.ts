import { resolve } from '../core/resources'
import { boolean, string } from './attributes'
import { type TapContext, template } from './base'
import { MediaElement } from './media'

const MARKUP = template(`<style>
.box{display:none;position:relative;width:300px;max-width:100%;height:65px;box-sizing:border-box;border:1px solid #e0e0e0;background:#fcfcfc;overflow:hidden;font-size:14px;color:#353535}
.box.on{display:flex}
.cover{flex:none;width:65px;height:65px;background:#e6e6e6 center/cover no-repeat;position:relative}
.cover::after{content:"";position:absolute;left:25px;top:20px;border:12px solid transparent;border-left:18px solid #fff;border-right:0}
.playing .cover::after{left:23px;width:6px;height:22px;border:solid #fff;border-width:0 6px}
.words{flex:1;min-width:0;padding:12px 10px}
.name,.author{overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.author{color:#888;font-size:12px;margin-top:4px}
.time{padding:22px 10px 0 0;color:#888;font-size:13px}
</style><audio preload="metadata"></audio><div class="box"><div class="cover"></div><div class="words"><div class="name"></div><div class="author"></div></div><div class="time">00:00</div></div>`)

/** `<audio>`: deprecated by WeChat, still in old projects. */
export class Audio extends MediaElement {
  static override attrs = {
    src: string(),
    loop: boolean(false),
    controls: boolean(false),
    poster: string(),
    name: string('未知音频'),
    author: string('未知作者'),
  }

  protected override readonly media: HTMLAudioElement
  private readonly box: HTMLElement

  constructor() {
    super()
    const root = this.shadow(MARKUP)
    this.media = root.querySelector('audio') as HTMLAudioElement
    this.box = root.querySelector('.box') as HTMLElement
    this.watchMedia()
    this.media.addEventListener('play', () => this.box.classList.add('playing'))
    this.media.addEventListener('pause', () => this.box.classList.remove('playing'))
    this.media.addEventListener('timeupdate', () => {
      const seconds = Math.floor(this.media.currentTime)
      const text = [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':')
      this.within('time').textContent = text
    })
  }

  override readonly methods = {
    setSrc: (to: string | { src: string }) => this.load(typeof to === 'string' ? to : to.src),
    play: () => this.start(),
    pause: () => this.media.pause(),
    seek: (to: number | { position: number }) => {
      this.media.currentTime = typeof to === 'number' ? to : to.position
    },
  }

  override onTap(tap: TapContext): void {
    if (tap.handled || !this.bool('controls')) return
    if (this.media.paused) void this.start()
    else this.media.pause()
  }

  protected override attrChanged(name: string): void {
    if (name === 'src') this.load(this.get('src'))
    this.invalidate()
  }

  protected override connected(): void {
    this.invalidate()
  }

  override update(): void {
    this.media.loop = this.bool('loop')
    this.box.classList.toggle('on', this.bool('controls'))
    const poster = resolve(this.get('poster'))
    this.within('cover').style.backgroundImage = poster === '' ? '' : `url(${JSON.stringify(poster)})`
    this.within('name').textContent = this.str('name')
    this.within('author').textContent = this.str('author')
  }

  protected override errorText(code: number): string {
    return `MediaError.code ${code}`
  }

  private within(name: string): HTMLElement {
    return this.box.querySelector(`.${name}`) as HTMLElement
  }
}
