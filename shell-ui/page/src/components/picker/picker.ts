import { askChrome } from '../../core/chrome-requests'
import { send } from '../../core/ipc'
import type { Json } from '../../protocol'
import { any, boolean, oneOf, string } from '../attributes'
import { type TapContext, WxElement } from '../base'
import type { FormField } from '../forms/form-field'
import { PICKER_MODES, type PickerMode, pickerParams } from './picker-params'

/** What the shell answers; `region` has code and postcode beside the names. */
interface Choice {
  value?: unknown
  code?: unknown
  postcode?: unknown
  cancel?: boolean
  /** Of `pickerColumn`. */
  column?: unknown
}

/**
 * `<picker>`: shows its children; a tap has the shell draw the wheels above everything. Where nobody answers,
 * nothing happens: the page never waits.
 */
export class Picker extends WxElement implements FormField {
  static override attrs = {
    name: string(),
    mode: oneOf(PICKER_MODES, 'selector'),
    disabled: boolean(false, { reflect: true }),
    'header-text': string(),
    range: any([]),
    'range-key': string(),
    value: any(undefined, { always: true }),
    start: string(),
    end: string(),
    fields: string('day'),
    level: oneOf(['province', 'city', 'region', 'sub-district'], 'region'),
    'custom-item': string(),
  }

  private request: number | undefined
  /** Of range and value, what the logic has written since the last message: the rest stays as the user has it. */
  private readonly written = new Set<string>()

  get formName(): string {
    return this.str('name')
  }

  formValue(): unknown {
    const value = this.get('value')
    if (this.str('mode') === 'selector') return value === undefined ? 0 : value
    return value ?? (this.str('mode') === 'multiSelector' || this.str('mode') === 'region' ? [] : '')
  }

  formReset(): void {
    this.setFromView('value', { selector: 0, multiSelector: [], region: [] }[this.str('mode')] ?? '')
  }

  // A button or another control inside acts by itself and still opens the picker, as in WeChat.
  override onTap(_tap: TapContext): void {
    this.open()
  }

  override labelTap(_tap: TapContext): void {
    this.open()
  }

  protected override attrChanged(name: string): void {
    if (this.request === undefined || (name !== 'range' && name !== 'range-key' && name !== 'value')) return
    this.written.add(name === 'value' ? 'value' : 'range')
    this.invalidate()
  }

  /** The logic has changed columns or values while the wheels are up: the usual answer to `columnchange`. */
  override update(): void {
    if (this.request === undefined) return
    const params = this.params()
    const changes: Record<string, Json> = { request: this.request }
    for (const name of this.written) if (params[name] !== undefined) changes[name] = params[name] as Json
    this.written.clear()
    send('chrome', this.request, 'pickerUpdate', changes)
  }

  protected override disconnected(): void {
    if (this.request === undefined) return
    send('chrome', this.request, 'dismiss', { request: this.request })
    this.request = undefined
  }

  private params(): Record<string, unknown> {
    const clock = new Date()
    const two = (value: number) => String(value).padStart(2, '0')
    const today = `${clock.getFullYear()}-${two(clock.getMonth() + 1)}-${two(clock.getDate())}`
    return pickerParams(
      {
        mode: this.str('mode') as PickerMode,
        headerText: this.str('header-text'),
        range: this.get('range'),
        rangeKey: this.str('range-key'),
        value: this.get('value'),
        start: this.str('start'),
        end: this.str('end'),
        fields: this.str('fields'),
        level: this.str('level'),
        customItem: this.str('custom-item'),
      },
      today,
      `${two(clock.getHours())}:${two(clock.getMinutes())}`,
    )
  }

  private open(): void {
    // The shell shows one at a time; a second tap before it is up must not queue another. A request that
    // nobody answered gives way to the next tap.
    if (this.bool('disabled') || this.$id === undefined) return
    const request = askChrome('picker', this.params(), (result, kind) => {
      if (request !== this.request) return
      const choice = (result ?? { cancel: true }) as Choice
      if (kind === 'pickerColumn') this.columnChanged(choice)
      else this.answered(choice)
    })
    if (this.request !== undefined) send('chrome', this.request, 'dismiss', { request: this.request })
    this.request = request
    this.written.clear()
  }

  private columnChanged({ column, value }: Choice): void {
    const mode = this.str('mode')
    if (mode === 'multiSelector' || mode === 'region') this.emit('columnchange', { column, value })
  }

  private answered(choice: Choice): void {
    this.request = undefined
    if (choice.cancel || choice.value === undefined) {
      this.emit('cancel')
      return
    }
    const { value, code, postcode } = flat(choice)
    this.setFromView('value', value)
    this.emit('change', this.str('mode') === 'region' ? { value, code, postcode } : { value })
  }
}

/** A region's names and codes may come as the value itself. */
function flat(choice: Choice): Choice {
  const { value } = choice
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'value' in value ? (value as Choice) : choice
}
