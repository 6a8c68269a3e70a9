import { define } from '../registry'
import { Picker } from './picker'

export function registerPicker(): void {
  define('picker', Picker)
}
