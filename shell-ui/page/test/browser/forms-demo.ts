import { op } from '../ops'
import { Builder } from './demo'

/** Every form component in its usual states, for looking at. */
export function formsPage(): unknown[][] {
  const b = new Builder()
  b.ops.push(op('addStyle', 0, '.card{background:var(--card);margin:10px;padding:12px;border-radius:6px}.row{display:flex;flex-wrap:wrap;align-items:center}.gap{margin:4px 12px 4px 0}.line{padding:10px 0;border-bottom:1px solid rgba(128,128,128,.2)}html{--card:#fff}html[data-theme=dark]{--card:#232323}wx-page{background:#ededed}html[data-theme=dark] wx-page{background:#111}'))
  const card = () => b.add(1, 'view', { class: 'card' })
  const fields = card()
  b.add(fields, 'input', { class: 'line', placeholder: '请输入姓名', style: 'height:24px' })
  b.add(fields, 'input', { class: 'line', value: '已经填写的内容', style: 'height:24px' })
  b.add(fields, 'input', { class: 'line', value: 'secret', password: true, style: 'height:24px' })
  b.add(fields, 'input', { class: 'line', value: '不可编辑', disabled: true, style: 'height:24px;color:#999' })
  b.add(fields, 'textarea', { placeholder: '多行输入，自动增高', 'auto-height': true, style: 'width:100%;margin-top:10px' })
  b.add(fields, 'textarea', { value: '第一行\n第二行\n第三行 long words that wrap around at the end of the line', 'auto-height': true, style: 'width:100%;margin-top:10px' })
  const boxes = card()
  for (const [text, attrs] of [['未选', {}], ['选中', { checked: true }], ['禁用', { disabled: true }], ['选中禁用', { checked: true, disabled: true }], ['红色', { checked: true, color: '#e64340' }]] as const) {
    b.add(boxes, 'checkbox', { value: text, class: 'gap', ...attrs, text })
  }
  const radios = b.add(card(), 'radio-group')
  for (const [text, attrs] of [['未选', {}], ['选中', { checked: true }], ['禁用', { disabled: true }]] as const) {
    b.add(radios, 'radio', { value: text, class: 'gap', ...attrs, text })
  }
  const switches = b.add(1, 'view', { class: 'card row' })
  for (const attrs of [{}, { checked: true }, { checked: true, color: '#2782d7' }, { checked: true, disabled: true }, { type: 'checkbox', checked: true }]) b.add(switches, 'switch', { class: 'gap', ...attrs })
  const sliders = card()
  b.add(sliders, 'slider', { value: 30 })
  b.add(sliders, 'slider', { value: 60, 'show-value': true, 'active-color': '#10aeff', 'block-size': 20 })
  b.add(sliders, 'slider', { value: 80, 'block-color': '#e64340', backgroundColor: '#ffcccc', disabled: true })
  const wheels = b.add(1, 'picker-view', { value: [9, 4], style: 'height:220px;width:100%;background:var(--card)' })
  for (const unit of ['年', '月']) {
    const column = b.add(wheels, 'picker-view-column')
    for (let at = 1; at < 13; at += 1) b.add(column, 'view', { text: `${unit === '年' ? 2010 + at : at}${unit}`, style: 'line-height:34px;text-align:center' })
  }
  b.add(card(), 'editor', { placeholder: '开始输入…', style: 'height:60px' })
  return b.ops
}
