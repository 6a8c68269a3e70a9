import { resolve } from '../../core/resources'
import { any, boolean, string } from '../attributes'
import { WxElement } from '../base'
import { type Delta, fromDelta, toDelta, toText } from './editor-delta'
import { applyFormat, formatsAt } from './editor-format'
import { safeSource, sanitize } from './editor-sanitize'

interface Contents {
  html: string
  text: string
  delta: Delta
}

interface ImageOptions {
  src?: unknown
  alt?: unknown
  width?: unknown
  height?: unknown
  extClass?: unknown
  data?: unknown
}

/** `<editor>`: an editable part of the page under `.ql-editor`, the class that apps style. */
export class Editor extends WxElement {
  static override attrs = {
    'read-only': boolean(false),
    placeholder: string(),
    'show-img-size': boolean(false),
    'show-img-toolbar': boolean(false),
    'show-img-resize': boolean(false),
    'enable-formats': any(),
    enterkeyhint: string('enter'),
    'confirm-hold': boolean(true),
    name: string(),
  }

  private area: HTMLElement | undefined
  /** Where the selection was when the focus left: a toolbar's tap must not lose it. */
  private range: Range | undefined
  private formats = '{}'
  private readonly onSelection = () => this.selectionMoved()

  override readonly methods: Record<string, (params: never) => unknown> = {
    getContents: () => this.contents(),
    setContents: (params: { html?: unknown; delta?: unknown } | null) => this.setContents(params ?? {}),
    insertText: (params: { text?: unknown } | null) => this.insert(() => document.execCommand('insertText', false, String(params?.text ?? ''))),
    insertImage: (params: ImageOptions | null) => this.insertImage(params ?? {}),
    insertDivider: () => this.insert(() => document.execCommand('insertHTML', false, '<hr><p><br></p>')),
    insertCustomBlock: () => Promise.reject(new Error('not supported')),
    deleteText: (params: { index?: unknown; length?: unknown } | null) => this.deleteText(Number(params?.index) || 0, Number(params?.length) || 1),
    format: (params: { name?: unknown; value?: unknown } | null) => this.format(String(params?.name ?? ''), params?.value),
    removeFormat: () => this.insert(() => document.execCommand('removeFormat')),
    undo: () => this.insert(() => document.execCommand('undo')),
    redo: () => this.insert(() => document.execCommand('redo')),
    clear: () => this.setContents({ html: '' }),
    blur: () => this.editable().blur(),
    focus: () => this.editable().focus(),
    scrollIntoView: () => this.scrollToCaret(),
    getSelectionText: () => ({ text: this.currentRange()?.toString() ?? '' }),
    getSelection: () => this.selectionInfo(),
    setSelection: (params: { index?: unknown; length?: unknown } | null) => this.setSelection(Number(params?.index) || 0, Number(params?.length) || 0),
    getBounds: (params: { index?: unknown; length?: unknown } | null) => ({ bounds: boundsOf(this.rangeAt(Number(params?.index) || 0, Number(params?.length) || 0)) }),
    getHistoryState: () => ({ undo: document.queryCommandEnabled('undo'), redo: document.queryCommandEnabled('redo') }),
  }

  get formName(): string {
    return this.str('name')
  }

  protected override connected(): void {
    const area = this.editable()
    if (area.parentNode !== this) this.append(area)
    document.addEventListener('selectionchange', this.onSelection)
    this.applyReadOnly()
    area.setAttribute('data-placeholder', this.str('placeholder'))
    queueMicrotask(() => this.emit('ready', {}))
  }

  protected override disconnected(): void {
    document.removeEventListener('selectionchange', this.onSelection)
  }

  protected override attrChanged(name: string, value: unknown): void {
    if (this.area === undefined) return
    if (name === 'read-only') this.applyReadOnly()
    else if (name === 'placeholder') this.area.setAttribute('data-placeholder', String(value))
    else if (name === 'enterkeyhint') this.area.setAttribute('enterkeyhint', String(value))
  }

  private editable(): HTMLElement {
    if (this.area !== undefined) return this.area
    const area = document.createElement('div')
    area.className = 'ql-editor ql-blank'
    area.setAttribute('role', 'textbox')
    area.setAttribute('aria-multiline', 'true')
    area.setAttribute('enterkeyhint', this.str('enterkeyhint'))
    area.innerHTML = '<p><br></p>'
    area.addEventListener('input', () => this.changed())
    area.addEventListener('focus', () => this.emit('focus', { ...this.contents() }))
    area.addEventListener('blur', () => this.emit('blur', { ...this.contents() }))
    area.addEventListener('paste', (event) => this.onPaste(event))
    area.addEventListener('drop', (event) => event.preventDefault())
    area.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey) document.execCommand('defaultParagraphSeparator', false, 'p')
    })
    this.area = area
    return area
  }

  private applyReadOnly(): void {
    this.editable().setAttribute('contenteditable', this.bool('read-only') ? 'false' : 'true')
  }

  private contents(): Contents {
    const delta = toDelta(this.editable())
    return { html: this.html(), text: toText(delta), delta }
  }

  /** The markup with the addresses as the app wrote them. */
  private html(): string {
    const copy = this.editable().cloneNode(true) as HTMLElement
    for (const image of copy.querySelectorAll('img[data-src]')) {
      image.setAttribute('src', image.getAttribute('data-src') ?? '')
      image.removeAttribute('data-src')
    }
    return copy.innerHTML
  }

  private setContents({ html, delta }: { html?: unknown; delta?: unknown }): Record<string, never> {
    const area = this.editable()
    const content = typeof delta === 'object' && delta !== null ? fromDelta(delta, resolve) : this.fromHtml(String(html ?? ''))
    area.replaceChildren(content)
    if (area.childNodes.length === 0) area.innerHTML = '<p><br></p>'
    this.range = undefined
    this.changed()
    return {}
  }

  private fromHtml(html: string): DocumentFragment {
    const fragment = sanitize(html)
    for (const image of fragment.querySelectorAll('img')) {
      const address = image.getAttribute('src') ?? ''
      image.setAttribute('data-src', address)
      image.src = resolve(address)
    }
    return fragment
  }

  private insertImage({ src, alt, width, height, extClass, data }: ImageOptions): Record<string, never> {
    const address = String(src ?? '')
    if (!safeSource(address)) throw new Error('invalid src')
    const image = document.createElement('img')
    image.setAttribute('data-src', address)
    image.src = resolve(address)
    if (alt !== undefined) image.alt = String(alt)
    if (width !== undefined) image.setAttribute('width', String(width))
    if (height !== undefined) image.setAttribute('height', String(height))
    if (extClass !== undefined) image.className = String(extClass)
    if (typeof data === 'object' && data !== null) {
      image.setAttribute('data-custom', Object.entries(data).map(([key, value]) => `${key}=${String(value)}`).join('&'))
    }
    return this.insert(() => document.execCommand('insertHTML', false, image.outerHTML))
  }

  private format(name: string, value: unknown): Record<string, never> {
    const allowed = this.get('enable-formats')
    if (Array.isArray(allowed) && !allowed.includes(name)) return {}
    return this.insert((range) => applyFormat(this.editable(), range, name, value))
  }

  private deleteText(index: number, length: number): Record<string, never> {
    this.rangeAt(index, length).deleteContents()
    this.changed()
    return {}
  }

  /** Runs an editing command where the caret is or was. */
  private insert(run: (range: Range) => unknown): Record<string, never> {
    const area = this.editable()
    const range = this.currentRange() ?? this.endRange()
    area.focus({ preventScroll: true })
    const selection = getSelection()
    selection?.removeAllRanges()
    selection?.addRange(range)
    document.execCommand('styleWithCSS', false, 'false')
    run(range)
    this.changed()
    this.selectionMoved()
    return {}
  }

  private changed(): void {
    const area = this.editable()
    const blank = toText(toDelta(area)) === '\n' && area.querySelector('img, hr, li') === null
    area.classList.toggle('ql-blank', blank)
    this.emit('input', { ...this.contents() })
  }

  private onPaste(event: ClipboardEvent): void {
    event.preventDefault()
    const html = event.clipboardData?.getData('text/html') ?? ''
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (html === '') {
      document.execCommand('insertText', false, text)
      return
    }
    const holder = document.createElement('div')
    holder.append(this.fromHtml(html))
    document.execCommand('insertHTML', false, holder.innerHTML)
  }

  private currentRange(): Range | undefined {
    const selection = getSelection()
    const area = this.editable()
    if (selection !== null && selection.rangeCount > 0) {
      const range = selection.getRangeAt(0)
      if (area.contains(range.commonAncestorContainer)) return range
    }
    return this.range !== undefined && area.contains(this.range.commonAncestorContainer) ? this.range : undefined
  }

  private endRange(): Range {
    const range = document.createRange()
    const last = this.editable().lastElementChild ?? this.editable()
    range.selectNodeContents(last)
    range.collapse(false)
    return range
  }

  private selectionMoved(): void {
    const selection = getSelection()
    if (selection === null || selection.rangeCount === 0) return
    const range = selection.getRangeAt(0)
    const area = this.editable()
    if (!area.contains(range.commonAncestorContainer)) return
    this.range = range.cloneRange()
    const formats = formatsAt(area, range)
    const state = JSON.stringify(formats)
    if (state === this.formats) return
    this.formats = state
    this.emit('statuschange', formats)
  }

  private selectionInfo(): Record<string, unknown> {
    const range = this.currentRange()
    if (range === undefined) throw new Error('no selection')
    const before = document.createRange()
    before.selectNodeContents(this.editable())
    before.setEnd(range.startContainer, range.startOffset)
    return { range: { index: before.toString().length, length: range.toString().length }, bounds: boundsOf(range) }
  }

  private setSelection(index: number, length: number): Record<string, never> {
    const range = this.rangeAt(index, length)
    this.editable().focus({ preventScroll: true })
    const selection = getSelection()
    selection?.removeAllRanges()
    selection?.addRange(range)
    this.range = range
    return {}
  }

  /** `index` and `length` count characters of the text. */
  private rangeAt(index: number, length: number): Range {
    const area = this.editable()
    const range = document.createRange()
    range.selectNodeContents(area)
    const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT)
    let passed = 0
    let started = false
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const size = node.nodeValue?.length ?? 0
      if (!started && index <= passed + size) {
        range.setStart(node, Math.max(index - passed, 0))
        started = true
      }
      if (started && index + length <= passed + size) {
        range.setEnd(node, index + length - passed)
        return range
      }
      passed += size
    }
    if (!started) range.collapse(false)
    return range
  }

  private scrollToCaret(): void {
    const node = this.currentRange()?.startContainer
    const element = node instanceof Element ? node : node?.parentElement
    element?.scrollIntoView({ block: 'nearest' })
  }
}

function boundsOf(range: Range): Record<string, number> {
  const { left, top, width, height } = range.getBoundingClientRect()
  return { left, top, width, height }
}
