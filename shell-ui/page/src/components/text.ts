import type { PageText } from '../core/node'
import { boolean, oneOf } from './attributes'
import { template, WxElement } from './base'

const SPACES: Record<string, string> = { ensp: '\u2002', emsp: '\u2003', nbsp: '\u00a0' }

const ENTITIES: Record<string, string> = {
  '&nbsp;': '\u00a0',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&apos;': "'",
  '&ensp;': '\u2002',
  '&emsp;': '\u2003',
}

/** Text as `<text>` shows it: `\n` written out breaks the line, then `space` and `decode`. */
export function renderText(raw: string, space: string, decode: boolean): string {
  let text = raw.includes('\\n') ? raw.replaceAll('\\n', '\n') : raw
  const blank = SPACES[space]
  if (blank !== undefined) text = text.replaceAll(' ', blank)
  if (decode) text = text.replace(/&(?:nbsp|lt|gt|amp|apos|ensp|emsp);/g, (entity) => ENTITIES[entity] ?? entity)
  return text
}

const INLINE = template('<span><slot></slot></span>')

/** `<text>` */
export class TextElement extends WxElement {
  static override attrs = {
    selectable: boolean(false, { reflect: true }),
    'user-select': boolean(false, { reflect: true }),
    space: oneOf(['', 'ensp', 'emsp', 'nbsp']),
    decode: boolean(false),
  }

  /**
   * What a text holds is one inline run, whatever its own `display`: nested texts must not become
   * separate items of a flex box. A single child needs no such wrapper.
   */
  override childListChanged(): void {
    if (this.shadowRoot === null && this.childNodes.length > 1) this.shadow(INLINE)
  }

  protected override attrChanged(name: string): void {
    if (name !== 'space' && name !== 'decode') return
    for (const child of this.childNodes) if (child instanceof Text) this.childTextChanged(child)
  }

  override childTextChanged(text: PageText): void {
    text.$raw ??= text.data
    const shown = renderText(text.$raw, this.str('space'), this.bool('decode'))
    if (shown !== text.data) text.data = shown
    // Line breaks count in <text> only; the attribute leaves an inherited `white-space: nowrap` alone
    // where there is none.
    this.toggleAttribute('wx-lines', this.hasLines())
  }

  private hasLines(): boolean {
    for (const child of this.childNodes) if (child instanceof Text && child.data.includes('\n')) return true
    return false
  }
}
