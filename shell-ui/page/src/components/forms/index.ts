import './forms.css'
import { registerPicker } from '../picker'
import { define } from '../registry'
import { Checkbox, CheckboxGroup } from './checkbox'
import { Editor } from './editor'
import { Form } from './form'
import { Input } from './input'
import { EditorPortal, KeyboardAccessory } from './keyboard-accessory'
import { PickerView } from './picker-view'
import { PickerViewColumn } from './picker-view-column'
import { Radio, RadioGroup } from './radio'
import { Slider } from './slider'
import { Switch } from './switch'
import { Textarea } from './textarea'

/** Defines the form components; `button` and `label` are defined with the view family. */
export function register(): void {
  define('input', Input)
  define('textarea', Textarea)
  define('form', Form)
  define('checkbox', Checkbox)
  define('checkbox-group', CheckboxGroup)
  define('radio', Radio)
  define('radio-group', RadioGroup)
  define('switch', Switch)
  define('slider', Slider)
  define('picker-view', PickerView)
  define('picker-view-column', PickerViewColumn)
  define('editor', Editor)
  define('editor-portal', EditorPortal)
  define('keyboard-accessory', KeyboardAccessory)
  registerPicker()
}
