import type { PageElement } from '../core/node'
import { string } from './attributes'
import { type TapContext, WxElement } from './base'

/** `<label>`: hands its tap to the control named by `for`, else to the first one inside. */
export class Label extends WxElement {
  static override attrs = { for: string() }

  override onTap(tap: TapContext): void {
    if (tap.handled) return
    const control = this.control()
    if (control === undefined || control.isDisabled) return
    tap.handled = true
    control.labelTap?.(tap)
  }

  private control(): WxElement | undefined {
    const wanted = this.str('for')
    if (wanted !== '') {
      // The same id may occur in several components; the nearest one around the label wins.
      for (let scope: PageElement | null = this.parentElement; scope !== null; scope = scope.parentElement) {
        const found = scope.querySelector(`#${CSS.escape(wanted)}`)
        if (found instanceof WxElement) return found.labelTap === undefined ? undefined : found
      }
      return undefined
    }
    for (const inner of this.querySelectorAll('*')) {
      if (inner instanceof WxElement && inner.labelTap !== undefined) return inner
    }
    return undefined
  }
}
