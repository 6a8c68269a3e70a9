import { askChrome } from '../core/chrome-requests'
import { resolve } from '../core/resources'
import { oneOf } from './attributes'
import { type Frame, frameOf, type Photo, photoOf } from './camera-picture'
import { Placeholder } from './placeholder'

/** Frames come at most this often, ms: 30 in a second. */
const FRAME_MS = 33

/** What the picture is: no camera here zooms. */
const MAX_ZOOM = 1

/** What the logic says of a camera that was asked for. */
interface Opened {
  path?: string
  /** What it reads in the mode `scanCode`, with the fields of `wx.scanCode`. */
  code?: { result?: string; scanType?: string; charSet?: string; rawData?: string }
  errMsg?: string
}

interface Waiting {
  resolve(frame: Frame): void
  reject(error: Error): void
}

/**
 * `<camera>`: shows what the device's camera sees, once the user allows it. Until then, and without a
 * camera, it is the box that names it.
 */
export class Camera extends Placeholder {
  static override attrs = {
    mode: oneOf(['normal', 'scanCode']),
    resolution: oneOf(['medium', 'low', 'high']),
    'device-position': oneOf(['back', 'front']),
    flash: oneOf(['auto', 'on', 'off', 'torch']),
    'frame-size': oneOf(['medium', 'small', 'large']),
  }

  private readonly picture = new Image()
  /** Resolves when there is a picture; replaced when another camera is opened. */
  private opening: Promise<Opened> | undefined
  private started = false
  private waiting: Waiting | undefined
  private lastFrame = 0

  constructor() {
    super()
    this.picture.alt = ''
    this.picture.hidden = true
    this.picture.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;object-fit:cover'
    this.shadowRoot?.insertBefore(this.picture, this.shadowRoot.querySelector('slot'))
  }

  override readonly methods = {
    takePhoto: async (params: { quality?: string; selfieMirror?: boolean }): Promise<Photo> => {
      await this.opened()
      return photoOf(this.picture, params.quality ?? 'normal', this.isFront && params.selfieMirror !== false)
    },
    startFrames: async (): Promise<void> => {
      await this.opened()
      this.started = true
    },
    stopFrames: (): void => this.endFrames('stopped'),
    takeFrame: (): Promise<Frame> => this.nextFrame(),
  }

  private readonly onVisibility = (): void => {
    if (document.hidden) this.endFrames('the page is hidden')
  }

  protected override connected(): void {
    document.addEventListener('visibilitychange', this.onVisibility)
    this.invalidate()
  }

  protected override disconnected(): void {
    document.removeEventListener('visibilitychange', this.onVisibility)
    this.endFrames('the camera is gone')
    this.opening = undefined
  }

  protected override attrChanged(name: string): void {
    if (name !== 'device-position') return
    this.opening = undefined
    this.invalidate()
  }

  override update(): void {
    if (!this.isConnected || this.opening !== undefined) return
    const opening = this.open()
    this.opening = opening
    opening.then(
      ({ code }) => {
        if (this.opening !== opening) return
        this.emit('initdone', { maxZoom: MAX_ZOOM })
        if (code !== undefined) this.tellCode(code)
      },
      (error: Error) => {
        if (this.opening === opening) this.emit('error', { errMsg: error.message })
      },
    )
  }

  /** All of the component is where the code is seen: left, top, width and height in px. */
  private tellCode({ scanType, ...code }: NonNullable<Opened['code']>): void {
    this.emit('scancode', { ...code, type: scanType ?? '', scanArea: [0, 0, this.clientWidth, this.clientHeight] })
  }

  private get isFront(): boolean {
    return this.str('device-position') === 'front'
  }

  private async opened(): Promise<void> {
    if (this.opening === undefined) throw new Error('the camera is not open')
    await this.opening
  }

  private async open(): Promise<Opened> {
    const position = this.str('device-position')
    const answer = await new Promise<Opened>((resolve) => {
      askChrome('camera', { position, mode: this.str('mode') }, (result) => resolve((result ?? {}) as Opened))
    })
    this.picture.hidden = true
    if (answer.path === undefined) throw new Error(answer.errMsg ?? 'insertCamera:fail')
    this.picture.src = resolve(answer.path)
    await this.picture.decode()
    // A looking glass, as people expect of themselves.
    this.picture.style.transform = position === 'front' ? 'scaleX(-1)' : ''
    this.picture.hidden = false
    return answer
  }

  /** One frame at a time, when the view next paints: the one who takes them sets the pace. */
  private nextFrame(): Promise<Frame> {
    if (!this.started) return Promise.reject(new Error('no frames are taken'))
    if (this.waiting !== undefined) return Promise.reject(new Error('a frame is being taken'))
    return new Promise((resolve, reject) => {
      const waiting = { resolve, reject }
      this.waiting = waiting
      const draw = (): void => {
        if (this.waiting !== waiting) return
        this.waiting = undefined
        this.lastFrame = performance.now()
        try {
          resolve(frameOf(this.picture, this.str('frame-size')))
        } catch (error) {
          reject(error as Error)
        }
      }
      const early = this.lastFrame + FRAME_MS - performance.now()
      setTimeout(() => requestAnimationFrame(draw), Math.max(0, early))
    })
  }

  private endFrames(reason: string): void {
    this.started = false
    const { waiting } = this
    this.waiting = undefined
    waiting?.reject(new Error(reason))
  }
}
