import { resolve } from '../core/resources'
import { WxElement } from './base'

/** px of buffered time are told at most this often, ms. */
const TIME_UPDATE_MS = 250

/** `MediaError.code`: the player cannot make anything of the source. */
const SRC_NOT_SUPPORTED = 4

/** What `<video>` and `<audio>` share: an HTML media element and its events under WeChat's names. */
export abstract class MediaElement extends WxElement {
  protected abstract readonly media: HTMLMediaElement
  private lastTime = 0
  /** URL of a file of the package or the sandbox that the player reads by itself. */
  private own = ''
  /** Object URL of the copy that it plays instead. */
  private copy = ''
  private copying: Promise<void> | undefined

  /** Connects the events; a subclass calls it once its media element is there. */
  protected watchMedia(): void {
    const { media } = this
    media.addEventListener('play', () => this.emit('play', {}))
    media.addEventListener('pause', () => this.emit('pause', {}))
    media.addEventListener('ended', () => this.emit('ended', {}))
    media.addEventListener('waiting', () => this.emit('waiting', {}))
    media.addEventListener('seeked', () => this.emit('seekcomplete', { position: media.currentTime }))
    media.addEventListener('timeupdate', () => {
      const now = performance.now()
      if (now - this.lastTime < TIME_UPDATE_MS) return
      this.lastTime = now
      this.emit('timeupdate', { currentTime: media.currentTime, duration: finite(media.duration) })
    })
    media.addEventListener('progress', () => {
      const { buffered, duration } = media
      if (buffered.length === 0 || !(duration > 0)) return
      this.emit('progress', { buffered: (buffered.end(buffered.length - 1) / duration) * 100 })
    })
    media.addEventListener('error', () => {
      if (media.hasAttribute('src') && this.rescue() === undefined) this.fail()
    })
  }

  /** Text of `bindError`. */
  protected abstract errorText(code: number): string

  protected load(source: unknown): void {
    const url = resolve(source)
    this.forget()
    if (url === '') this.media.removeAttribute('src')
    else this.media.src = url
    if (url.startsWith('/')) this.own = url
    this.media.load()
  }

  /** A webview that wants a gesture first refuses; the state then stays paused. */
  protected async start(): Promise<void> {
    try {
      await this.play()
    } catch (error) {
      this.emit('error', { errMsg: error instanceof Error ? error.message : String(error) })
    }
  }

  private async play(): Promise<void> {
    try {
      await this.media.play()
    } catch (error) {
      const copying = this.rescue()
      if (copying === undefined) throw error
      await copying
      if (this.copy !== '') await this.media.play()
    }
  }

  /**
   * WebKitGTK's player does not know the scheme of our own files and gives up at once. It gets a copy
   * of the file in memory, from which it can seek like from the file. Nothing where this is not the
   * cause.
   */
  private rescue(): Promise<void> | undefined {
    if (this.copying === undefined && this.own !== '' && this.media.error?.code === SRC_NOT_SUPPORTED) {
      const { own } = this
      this.copying = this.loadCopy(own).catch(() => {
        if (this.own === own) this.fail()
      })
    }
    return this.copying
  }

  private async loadCopy(own: string): Promise<void> {
    const response = await fetch(own)
    if (!response.ok) throw new Error(response.statusText)
    const copy = URL.createObjectURL(await response.blob())
    // Another source was set meanwhile, or none.
    if (this.own !== own) return URL.revokeObjectURL(copy)
    this.copying = undefined
    this.own = ''
    this.copy = copy
    this.media.src = copy
    this.media.load()
  }

  private forget(): void {
    if (this.copy !== '') URL.revokeObjectURL(this.copy)
    this.own = this.copy = ''
    this.copying = undefined
  }

  private fail(): void {
    this.emit('error', { errMsg: this.errorText(this.media.error?.code ?? 0) })
  }

  protected stopMedia(): void {
    this.media.pause()
    this.media.currentTime = 0
  }

  protected override disconnected(): void {
    this.media.pause()
  }

  override released(): void {
    this.media.pause()
    this.forget()
    this.media.removeAttribute('src')
    this.media.load()
  }
}

/** A live stream has no duration that JSON could carry. */
export function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}
