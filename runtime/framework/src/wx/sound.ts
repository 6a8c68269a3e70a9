/**
 * InnerAudioContext and BackgroundAudioManager on a player in the page (docs/view-queries.md,
 * "Sound"): used where native code does not play sound itself.
 */

import { runCallback } from './async-call'
import type { JsonObject, PageHandle } from './context'
import type { Env, Members } from './env'
import { resourceAddress } from './package-path'

/** Events with an `onX` and an `offX`. */
const EVENTS = ['Canplay', 'Play', 'Pause', 'Stop', 'Ended', 'TimeUpdate', 'Error', 'Waiting', 'Seeking', 'Seeked']

/** Properties that the player is told of, with their defaults. */
const PLAYER_DEFAULTS = {
  src: '',
  startTime: 0,
  autoplay: false,
  loop: false,
  volume: 1,
  playbackRate: 1,
}

/** Properties that only the system's own surfaces would show. */
const PLAIN_DEFAULTS = {
  inner: { obeyMuteSwitch: true, referrerPolicy: 'no-referrer' },
  background: {
    title: '',
    epname: '',
    singer: '',
    coverImgUrl: '',
    webUrl: '',
    protocol: 'http',
    audioType: '',
    referrerPath: '',
    referrerPolicy: 'no-referrer',
  },
}

/** What the player reports. */
interface PlayerState {
  duration: number
  currentTime: number
  paused: boolean
  /** Seconds up to which the sound is loaded. */
  buffered: number
}

const SILENT: PlayerState = { duration: 0, currentTime: 0, paused: true, buffered: 0 }

/** WeChat's code for a failure of the system. */
const SYSTEM_ERROR = 10001

type Kind = keyof typeof PLAIN_DEFAULTS

/** One sound; scripts hold `surface`. */
class Sound {
  readonly surface: Record<string, unknown> = {}
  readonly #env: Env
  readonly #id: number
  readonly #listeners = new Map<string, unknown[]>()
  readonly #props: Record<string, unknown> = { ...PLAYER_DEFAULTS }
  #state = SILENT
  /** The page whose player has this sound; it is told everything anew after that page has gone. */
  #page: PageHandle | undefined
  #destroyed = false

  constructor(env: Env, kind: Kind) {
    this.#env = env
    this.#id = env.objects.allocate()
    const { surface } = this
    Object.assign(surface, PLAIN_DEFAULTS[kind], {
      play: () => this.#order('play'),
      pause: () => this.#order('pause'),
      stop: () => this.#order('stop'),
      seek: (position: unknown) => this.#order('seek', { position: Number(position) || 0 }),
    })
    if (kind === 'inner') surface.destroy = () => this.#destroy()
    for (const name of kind === 'inner' ? EVENTS : [...EVENTS, 'Next', 'Prev']) {
      surface[`on${name}`] = (listener: unknown) => this.#on(name, listener)
      surface[`off${name}`] = (listener?: unknown) => this.#off(name, listener)
    }
    for (const name of Object.keys(PLAYER_DEFAULTS)) {
      Object.defineProperty(surface, name, {
        configurable: true,
        enumerable: true,
        get: () => this.#props[name],
        set: (value: unknown) => {
          this.#props[name] = value
          if (name === 'src') this.#load(kind === 'background')
          else if (this.#page?.alive === true) this.#order('set', { props: { [name]: value } })
        },
      })
    }
    for (const name of Object.keys(SILENT) as (keyof PlayerState)[]) {
      Object.defineProperty(surface, name, { configurable: true, enumerable: true, get: () => this.#state[name] })
    }
  }

  #on(name: string, listener: unknown): void {
    if (typeof listener !== 'function') return
    const list = this.#listeners.get(name) ?? []
    if (!list.includes(listener)) this.#listeners.set(name, [...list, listener])
  }

  #off(name: string, listener: unknown): void {
    const list = this.#listeners.get(name) ?? []
    this.#listeners.set(name, typeof listener === 'function' ? list.filter((entry) => entry !== listener) : [])
  }

  #emit(type: string, payload: JsonObject): void {
    const name = type.charAt(0).toUpperCase() + type.slice(1)
    for (const listener of this.#listeners.get(name) ?? []) {
      runCallback(this.#env.ctx, `audio on${name} listener`, listener, payload)
    }
  }

  #load(plays: boolean): void {
    this.#state = SILENT
    if (this.#page?.alive === true) this.#order('set', { props: this.#playerProps() })
    else if (this.#props.src !== '') this.#player()
    if (plays && this.#props.src !== '') this.#order('play')
  }

  #playerProps(): JsonObject {
    const src = resourceAddress(String(this.#props.src), this.#env.ctx.currentPage()?.route)
    return { ...this.#props, src }
  }

  /** The page with the player, which is made there first if need be. */
  #player(): PageHandle | undefined {
    if (this.#page?.alive === true) return this.#page
    const page = this.#env.ctx.currentPage()
    this.#page = page
    if (page === undefined) return undefined
    page.call(1, 'sound', { id: this.#id, op: 'set', props: this.#playerProps() })
    this.#listen(page)
    return page
  }

  #order(op: string, more: JsonObject = {}): void {
    if (this.#destroyed) return
    const page = this.#player()
    if (page === undefined) this.#emit('error', { errCode: SYSTEM_ERROR, errMsg: 'no page is open' })
    else page.call(1, 'sound', { id: this.#id, op, ...more })
  }

  /** Keeps one question open for what happens next. */
  #listen(page: PageHandle): void {
    page.call(1, 'soundEvents', { id: this.#id }, (failure, result) => {
      if (this.#destroyed || this.#page !== page) return
      if (failure !== null) {
        const playing = !this.#state.paused
        this.#page = undefined
        this.#state = SILENT
        // The player went with its page; anything else is an error.
        if (page.alive) this.#emit('error', { errCode: SYSTEM_ERROR, errMsg: failure })
        else if (playing) this.#emit('stop', {})
        return
      }
      const { state, events } = (result ?? {}) as { state?: PlayerState; events?: JsonObject[] }
      if (state !== undefined) this.#state = { ...SILENT, ...state }
      for (const { type, ...payload } of events ?? []) this.#emit(String(type), payload)
      this.#listen(page)
    })
  }

  #destroy(): void {
    if (this.#page?.alive === true) this.#order('destroy')
    this.#destroyed = true
    this.#state = SILENT
    this.#listeners.clear()
  }
}

export function soundMembers(env: Env): Members {
  let background: Sound | undefined
  return {
    createInnerAudioContext: () => new Sound(env, 'inner').surface,
    getBackgroundAudioManager: () => {
      background ??= new Sound(env, 'background')
      return background.surface
    },
  }
}
