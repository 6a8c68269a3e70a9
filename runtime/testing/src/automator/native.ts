/** What a user does to the shell around the pages. The names are those of `miniprogram-automator`. */

import { EventEmitter } from '../modules/events'
import type { Connection } from './connection'

export class Native extends EventEmitter {
  readonly #connection: Connection

  constructor(connection: Connection) {
    super()
    this.#connection = connection
  }

  goHome(): Promise<void> {
    return this.#perform('goHome')
  }

  navigateLeft(): Promise<void> {
    return this.#perform('navigateLeft')
  }

  confirmModal(): Promise<void> {
    return this.#perform('confirmModal')
  }

  cancelModal(): Promise<void> {
    return this.#perform('cancelModal')
  }

  switchTab(data: { url: string }): Promise<void> {
    return this.#perform('switchTab', data)
  }

  authorizeCancel(): Promise<void> {
    return this.#perform('authorizeCancel')
  }

  authorizeAllow(): Promise<void> {
    return this.#perform('authorizeAllow')
  }

  closePaymentDialog(): Promise<void> {
    return this.#perform('closePaymentDialog')
  }

  shareCancel(): Promise<void> {
    return this.#perform('shareCancel')
  }

  shareConfirm(): Promise<void> {
    return this.#perform('shareConfirm')
  }

  async #perform(method: string, data?: object): Promise<void> {
    const { error } = await this.#connection.send('Tool.native', data === undefined ? { method } : { method, data })
    if (error) throw new Error(String((error as { message?: unknown }).message))
  }
}
