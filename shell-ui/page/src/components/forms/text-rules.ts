/** What the text fields decide without a document: keyboards, allowed characters, carets, echoes. */

export type InputType = 'text' | 'number' | 'idcard' | 'digit' | 'safe-password' | 'nickname'

export const INPUT_TYPES: readonly InputType[] = ['text', 'number', 'idcard', 'digit', 'safe-password', 'nickname']

/** Keyboard of a field, as HTML's `inputmode` names it. */
export function inputMode(type: string): string {
  switch (type) {
    case 'number':
      return 'numeric'
    case 'digit':
      return 'decimal'
    default:
      return 'text'
  }
}

/** The label of the enter key; WeChat's `return` is HTML's `enter`. */
export function enterKeyHint(confirmType: string): string {
  return confirmType === 'return' ? 'enter' : confirmType
}

const TYPABLE: Readonly<Record<string, RegExp>> = {
  number: /^[0-9]*$/,
  digit: /^[0-9.]*$/,
  idcard: /^[0-9xX]*$/,
}

/**
 * Whether the keyboard of this type has these characters. A hardware keyboard has them all, so typing is
 * filtered; pasting is not, as on a phone.
 */
export function typable(type: string, text: string): boolean {
  return TYPABLE[type]?.test(text) ?? true
}

/** `maxlength`: negative means no limit. Counted in UTF-16 units. */
export function limited(text: string, maxlength: number): string {
  if (maxlength < 0 || text.length <= maxlength) return text
  const cut = text.slice(0, maxlength)
  // Half a surrogate pair is no character.
  const last = cut.charCodeAt(cut.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut
}

/**
 * Where the caret goes when the logic replaces the text while the user types: the text behind the caret is
 * what stays in place when both versions end alike, otherwise the distance from the start.
 */
export function caretAfter(before: string, caret: number, after: string): number {
  const tail = before.slice(caret)
  if (tail !== '' && after.endsWith(tail)) return after.length - tail.length
  if (caret === before.length) return after.length
  return Math.min(caret, after.length)
}

/**
 * Values on their way to the logic. A handler that writes back what it was told would undo what the user has
 * typed in the meantime; such late echoes are recognised here.
 */
export class EchoFilter {
  private sent: { value: string; at: number }[] = []

  /**
   * `windowMs` bounds how long an echo may take; a write after that is meant as such. Round trips take 5 to 30 ms,
   * and fast typists leave 80 ms between keys.
   */
  constructor(
    private readonly windowMs = 60,
    private readonly now: () => number = () => performance.now(),
  ) {}

  told(value: string): void {
    this.sent.push({ value, at: this.now() })
    if (this.sent.length > 32) this.sent.shift()
  }

  /** True where `value` only repeats an earlier text and a later one is still on its way. */
  isLate(value: string): boolean {
    const oldest = this.now() - this.windowMs
    this.sent = this.sent.filter((entry) => entry.at >= oldest)
    const at = this.sent.findIndex((entry) => entry.value === value)
    if (at < 0) return false
    this.sent.splice(0, at + 1)
    return this.sent.length > 0
  }
}
