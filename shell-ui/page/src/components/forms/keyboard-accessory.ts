import { string } from '../attributes'
import { WxElement } from '../base'
import { followKeyboard } from './keyboard'

/**
 * `<keyboard-accessory>`: a bar above the keyboard, shown while the `input`, `textarea` or `editor` that
 * contains it has the focus.
 */
export class KeyboardAccessory extends WxElement {
  private unfollow: (() => void) | undefined

  protected override connected(): void {
    this.unfollow = followKeyboard((height) => {
      this.style.bottom = `${height}px`
    })
  }

  protected override disconnected(): void {
    this.unfollow?.()
  }
}

/** `<editor-portal>`: where a custom block of an editor is drawn. */
export class EditorPortal extends WxElement {
  static override attrs = { key: string() }
}
