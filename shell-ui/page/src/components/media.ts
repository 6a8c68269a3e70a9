import { resolve } from '../core/resources'
import { WxElement } from './base'

/** px of buffered time are told at most this often, ms. */
const TIME_UPDATE_MS = 250

/** What `<video>` and `<audio>` share: an HTML media element and its events under WeChat's names. */
export abstract class MediaElement extends WxElement {
  protected abstract readonly media: HTMLMediaElement
  private lastTime = 0

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
      if (media.hasAttribute('src')) this.emit('error', { errMsg: this.errorText(media.error?.code ?? 0) })
    })
  }

  /** Text of `bindError`. */
  protected abstract errorText(code: number): string

  protected load(source: unknown): void {
    const url = resolve(source)
    if (url === '') this.media.removeAttribute('src')
    else this.media.src = url
    this.media.load()
  }

  /** A webview that wants a gesture first refuses; the state then stays paused. */
  protected async start(): Promise<void> {
    try {
      await this.media.play()
    } catch (error) {
      this.emit('error', { errMsg: error instanceof Error ? error.message : String(error) })
    }
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
    this.media.removeAttribute('src')
    this.media.load()
  }
}

/** A live stream has no duration that JSON could carry. */
export function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}
