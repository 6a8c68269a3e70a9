import { boolean, number, oneOf, string } from '../attributes'
import { template } from '../base'
import { TEXT_ATTRS, TextField } from './text-field'
import { INPUT_TYPES, inputMode, typable } from './text-rules'

const MARKUP = template(`<style>
  .field { position: relative; display: flex; align-items: center; width: 100%; height: 100%; min-height: inherit; }
  input {
    position: relative; display: block; box-sizing: border-box; width: 100%; height: 100%; min-height: inherit;
    margin: 0; padding: 0; border: 0; outline: 0; background: none; border-radius: 0;
    font: inherit; line-height: normal; color: inherit; letter-spacing: inherit; text-align: inherit; text-indent: inherit;
    text-transform: inherit; opacity: 1; -webkit-text-fill-color: currentcolor;
    -webkit-appearance: none; appearance: none; -webkit-user-select: text; user-select: text;
    caret-color: #07c160; cursor: text;
  }
  input.disabled { pointer-events: none; cursor: inherit; }
  input::-ms-reveal, input::-ms-clear { display: none; }
  ::slotted(div) { position: absolute; left: 0; right: 0; pointer-events: none; white-space: nowrap; overflow: hidden; }
</style><div class="field"><slot name="placeholder"></slot><input autocomplete="off" autocapitalize="off" spellcheck="false" tabindex="0"></div>`)

/** `<input>` */
export class Input extends TextField {
  static override attrs = {
    ...TEXT_ATTRS,
    type: oneOf(INPUT_TYPES, 'text'),
    password: boolean(false),
    'placeholder-class': string('input-placeholder'),
    'confirm-type': oneOf(['done', 'send', 'search', 'next', 'go'], 'done'),
    'safe-password-cert-path': string(),
    'safe-password-length': number(undefined),
    'safe-password-time-stamp': number(undefined),
    'safe-password-nonce': string(),
    'safe-password-salt': string(),
    'safe-password-custom-hash': string(),
    'random-number-keyboard': boolean(false),
  }

  protected readonly control: HTMLInputElement
  protected readonly defaultPlaceholderClass = 'input-placeholder'

  constructor() {
    super()
    this.control = this.shadow(MARKUP).querySelector('input') as HTMLInputElement
    this.control.addEventListener('beforeinput', (event) => {
      const { data, inputType } = event
      if (inputType === 'insertText' && data !== null && !typable(this.str('type'), data)) event.preventDefault()
    })
  }

  protected override attrChanged(name: string, value: unknown, old: unknown): void {
    if (name === 'type' || name === 'password') {
      const secret = this.bool('password') || this.str('type') === 'safe-password'
      this.control.type = secret ? 'password' : 'text'
      this.control.inputMode = inputMode(this.str('type'))
      this.control.setAttribute('autocomplete', this.str('type') === 'nickname' ? 'nickname' : 'off')
    } else super.attrChanged(name, value, old)
  }

  protected override confirmsOnEnter(): boolean {
    return true
  }

  /** The certificate scheme of safe passwords is WeChat's own; the handler is told that there is no cipher text. */
  protected override endDetail(): Record<string, unknown> {
    return this.str('type') === 'safe-password' ? { encryptedValue: '', encryptError: 'not supported' } : {}
  }

  /** No service reviews nicknames here; handlers that wait for the verdict get one that says so. */
  protected override left(): void {
    if (this.str('type') === 'nickname') this.emit('nicknamereview', { pass: true, timeout: true })
  }
}
