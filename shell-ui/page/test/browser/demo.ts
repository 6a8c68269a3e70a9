import { op } from '../ops'

/** Builds batches for tests: ids in order, attributes and events in one call. */
export class Builder {
  private last = 1
  readonly ops: unknown[][] = []

  /** Adds an element with attributes (`class`, `style`, `id` and text are known) under `parent`. */
  add(parent: number, tag: string, attrs: Record<string, unknown> = {}, ...events: string[]): number {
    this.last += 1
    const id = this.last
    this.ops.push(op('createElement', id, tag))
    const { style, class: className, id: elementId, text, ...rest } = attrs
    if (style !== undefined) this.ops.push(op('setStyle', id, String(style)))
    if (className !== undefined) this.ops.push(op('setClass', id, String(className)))
    if (elementId !== undefined) this.ops.push(op('setId', id, String(elementId)))
    for (const [name, value] of Object.entries(rest)) this.ops.push(op('setAttr', id, name, value as never))
    for (const type of events) {
      const caught = type.startsWith('catch:')
      this.ops.push(op('listen', id, caught ? type.slice('catch:'.length) : type, caught ? 4 : 0))
    }
    if (text !== undefined) this.text(id, String(text))
    this.ops.push(op('append', parent, id))
    return id
  }

  text(parent: number, text: string): number {
    this.last += 1
    this.ops.push(op('createText', this.last, text), op('append', parent, this.last))
    return this.last
  }
}

/** A page that shows every visible component once, for looking at. */
export function demoPage(): unknown[][] {
  const b = new Builder()
  b.ops.push(op('addStyle', 0, 'wx-page{background:#ededed;font-size:15px}.card{background:#fff;margin:10px;padding:12px;border-radius:6px}.row{display:flex;flex-wrap:wrap;align-items:center}.gap{margin:4px}'))
  const swiper = b.add(1, 'swiper', { 'indicator-dots': true, circular: true, 'indicator-active-color': '#fff', style: 'height:140px' })
  for (const color of ['#1AAD19', '#2782D7', '#F1B90B']) {
    const item = b.add(swiper, 'swiper-item')
    b.add(item, 'view', { style: `background:${color};height:100%;color:#fff;padding:20px`, text: color })
  }
  const buttons = b.add(1, 'view', { class: 'card' })
  for (const type of ['primary', 'default', 'warn']) b.add(buttons, 'button', { type, style: 'margin-bottom:8px', text: `主操作 ${type}` })
  b.add(buttons, 'button', { type: 'primary', loading: true, style: 'margin-bottom:8px', text: '加载中' })
  b.add(buttons, 'button', { type: 'primary', disabled: true, style: 'margin-bottom:8px', text: '不可用' })
  b.add(buttons, 'button', { type: 'default', plain: true, style: 'margin-bottom:8px', text: '镂空按钮' })
  for (const type of ['primary', 'default', 'warn']) b.add(buttons, 'button', { type, size: 'mini', class: 'gap', text: '按钮' })
  const icons = b.add(1, 'view', { class: 'card row' })
  for (const type of ['success', 'success_no_circle', 'success_circle', 'info', 'info_circle', 'warn', 'waiting', 'waiting_circle', 'cancel', 'clear', 'download', 'search', 'circle']) {
    b.add(icons, 'icon', { type, size: 36, class: 'gap' })
  }
  const bars = b.add(1, 'view', { class: 'card' })
  b.add(bars, 'progress', { percent: 40, 'show-info': true })
  b.add(bars, 'progress', { percent: 70, 'stroke-width': 12, 'active-color': '#10AEFF', 'border-radius': 6, style: 'margin-top:10px' })
  const images = b.add(1, 'view', { class: 'card row' })
  for (const mode of ['scaleToFill', 'aspectFit', 'aspectFill', 'top left']) {
    b.add(images, 'image', { src: '/300x150.svg', mode, class: 'gap', style: 'width:72px;height:72px;background:#eee' })
  }
  const words = b.add(1, 'view', { class: 'card' })
  b.add(words, 'text', { text: '文本 &lt;decode&gt;\\n第二行', decode: true })
  b.add(words, 'rich-text', { nodes: '<h3>标题</h3><p style="color:#888">段落 <b>粗体</b> <i>斜体</i></p><ul><li>一</li><li>二</li></ul>' })
  b.add(words, 'map', { style: 'width:100%;height:80px' })
  return b.ops
}
