import { canonicalName } from '../attributes'
import { BLOCK_STYLES, blockAttributes, INLINE_STYLES, isBlock, setIndent } from './editor-delta'

/** Formats that the webview's editing commands know, by WeChat's name. */
const COMMANDS: Readonly<Record<string, string>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  ins: 'underline',
  strike: 'strikeThrough',
}

/** Paragraphs that the selection touches. */
export function selectedBlocks(root: HTMLElement, range: Range): HTMLElement[] {
  const blocks = [...root.querySelectorAll<HTMLElement>('*')].filter(
    (node) => isBlock(node) && node.tagName !== 'OL' && node.tagName !== 'UL' && range.intersectsNode(node) && ![...node.children].some((child) => isBlock(child)),
  )
  return blocks
}

/** Applies a format to the selection in `root`, switching it off where it is on already. */
export function applyFormat(root: HTMLElement, range: Range, name: string, value: unknown): boolean {
  const command = COMMANDS[name]
  if (command !== undefined) return document.execCommand(command)
  if (name === 'script') return document.execCommand(value === 'sub' ? 'subscript' : 'superscript')
  if (name === 'header') {
    const level = Number(value)
    const tag = level >= 1 && level <= 6 ? `h${level}` : 'p'
    const on = selectedBlocks(root, range).every((block) => block.localName === tag)
    return document.execCommand('formatBlock', false, `<${on ? 'p' : tag}>`)
  }
  if (name === 'list') return applyList(root, range, String(value ?? ''))
  const blocks = selectedBlocks(root, range)
  if (name === 'align') {
    for (const block of blocks) block.style.textAlign = block.style.textAlign === value ? '' : String(value ?? '')
    return true
  }
  if (name === 'direction') {
    for (const block of blocks) block.style.direction = value === 'rtl' && block.style.direction !== 'rtl' ? 'rtl' : ''
    return true
  }
  if (name === 'indent') {
    for (const block of blocks) {
      const now = Number(block.getAttribute('data-indent'))
      setIndent(block, value === '+1' ? now + 1 : value === '-1' ? now - 1 : Number(value) || 0)
    }
    return true
  }
  if ((BLOCK_STYLES as readonly string[]).includes(name)) {
    for (const block of blocks) block.style.setProperty(canonicalName(name), String(value ?? ''))
    return true
  }
  if ((INLINE_STYLES as readonly string[]).includes(name)) return applyInlineStyle(root, name, value)
  return false
}

function applyList(root: HTMLElement, range: Range, kind: string): boolean {
  const inList = () => selectedBlocks(root, range).filter((block) => block.tagName === 'LI')
  if (kind === 'check' || kind === 'checked' || kind === 'unchecked') {
    if (inList().length === 0) document.execCommand('insertUnorderedList')
    const wanted = kind === 'checked' ? 'checked' : 'unchecked'
    for (const item of inList()) {
      item.setAttribute('data-list', kind === 'check' && item.getAttribute('data-list') === 'unchecked' ? 'checked' : wanted)
    }
    return true
  }
  for (const item of inList()) item.removeAttribute('data-list')
  return document.execCommand(kind === 'ordered' ? 'insertOrderedList' : 'insertUnorderedList')
}

/**
 * Styles without a command of their own: the webview marks the selection with a font size that nobody uses,
 * and the marks become spans. The caret keeps the style for what is typed next.
 */
function applyInlineStyle(root: HTMLElement, name: string, value: unknown): boolean {
  document.execCommand('styleWithCSS', false, 'false')
  document.execCommand('fontSize', false, '7')
  const marks = [...root.querySelectorAll('font[size="7"]')]
  for (const mark of marks) {
    const span = document.createElement('span')
    if (value !== undefined && value !== null && value !== '') span.style.setProperty(canonicalName(name), String(value))
    span.append(...mark.childNodes)
    for (const inner of span.querySelectorAll<HTMLElement>('span')) inner.style.removeProperty(canonicalName(name))
    mark.replaceWith(span)
  }
  if (marks.length > 0) {
    const selection = getSelection()
    const whole = document.createRange()
    whole.setStartBefore(marks[0] === undefined ? root : (root.querySelector('span') ?? root))
    const spans = root.querySelectorAll('span')
    const last = spans[spans.length - 1]
    if (last !== undefined && selection !== null && selection.rangeCount === 0) {
      whole.setEndAfter(last)
      selection.addRange(whole)
    }
  }
  return true
}

/** The formats at the selection, for `statuschange`. */
export function formatsAt(root: HTMLElement, range: Range): Record<string, unknown> {
  const formats: Record<string, unknown> = {}
  for (const [name, command] of Object.entries(COMMANDS)) {
    if (name !== 'ins' && document.queryCommandState(command)) formats[name] = name
  }
  if (document.queryCommandState('subscript')) formats.script = 'sub'
  if (document.queryCommandState('superscript')) formats.script = 'super'
  const start = range.startContainer
  for (let at: Node | null = start; at !== null && at !== root; at = at.parentNode) {
    if (!(at instanceof HTMLElement)) continue
    if (isBlock(at)) {
      Object.assign(formats, blockAttributes(at))
      break
    }
    for (const name of INLINE_STYLES) {
      const value = at.style.getPropertyValue(canonicalName(name))
      if (value !== '' && formats[name] === undefined) formats[name] = value
    }
  }
  return formats
}
