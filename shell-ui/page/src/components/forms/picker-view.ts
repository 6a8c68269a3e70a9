import { any, boolean, string } from '../attributes'
import { WxElement } from '../base'
import type { FormField } from './form-field'
import { PickerViewColumn } from './picker-view-column'

/** `<picker-view>` */
export class PickerView extends WxElement implements FormField {
  static override attrs = {
    name: string(),
    value: any([], { always: true }),
    'indicator-style': string(),
    'indicator-class': string(),
    'mask-style': string(),
    'mask-class': string(),
    'immediate-change': boolean(false),
  }

  private picking = 0

  get formName(): string {
    return this.str('name')
  }

  formValue(): number[] {
    return this.columns().map((column) => column.selected)
  }

  formReset(): void {
    this.setFromView('value', [])
    this.apply()
  }

  /** Item wanted in a column: what the logic or the user has chosen last. */
  wanted(column: PickerViewColumn): number {
    const value = this.get('value')
    const index = Array.isArray(value) ? Number(value[this.columns().indexOf(column)]) : 0
    return Number.isFinite(index) ? Math.max(Math.trunc(index), 0) : 0
  }

  protected override attrChanged(name: string): void {
    if (name === 'value') this.invalidate()
    else for (const column of this.columns()) column.decorate()
  }

  protected override connected(): void {
    this.invalidate()
  }

  override childListChanged(): void {
    this.invalidate()
  }

  override update(): void {
    this.apply()
  }

  pickStart(): void {
    this.picking += 1
    if (this.picking === 1) this.emit('pickstart')
  }

  pickEnd(): void {
    this.picking = Math.max(this.picking - 1, 0)
    if (this.picking === 0) this.emit('pickend')
  }

  /** A column has a new item in the middle. */
  columnChanged(column: PickerViewColumn, index: number): void {
    const columns = this.columns()
    const given = this.get('value')
    const before = columns.map((each, at) => (Array.isArray(given) ? (given[at] ?? 0) : each.selected))
    const value = columns.map((each) => (each === column ? index : each.selected))
    if (value.every((each, at) => each === before[at])) return
    this.setFromView('value', value)
    this.emit('change', { value })
  }

  private columns(): PickerViewColumn[] {
    return [...this.querySelectorAll('*')].filter((node) => node instanceof PickerViewColumn) as PickerViewColumn[]
  }

  private apply(): void {
    for (const column of this.columns()) {
      column.decorate()
      column.select(this.wanted(column))
    }
  }
}
