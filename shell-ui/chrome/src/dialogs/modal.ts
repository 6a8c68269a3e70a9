import { h, setStyle } from '../dom';
import { ownColor } from './own-color';
import type { Overlay } from '../overlay/stage';
import type { ModalParams, RequestResults } from '../protocol';
import { strings } from '../strings';

/** wx.showModal: a card in the middle; a tap beside it does nothing. */
export function modal(params: ModalParams, finish: (result: RequestResults['modal']) => void): Overlay {
  const editable = params.editable === true;
  const input = editable
    ? h('textarea', { class: 'modal-input', rows: 1, placeholder: params.placeholderText ?? '', 'aria-label': params.placeholderText || params.title || strings.confirm })
    : null;
  // With `editable`, WeChat takes `content` as what the box holds at first.
  if (input) input.value = params.content ?? '';

  const cancel = (): void => finish({ confirm: false, cancel: true });
  const confirm = (): void => finish(input ? { confirm: true, cancel: false, content: input.value } : { confirm: true, cancel: false });
  const confirmButton = button('modal-confirm', params.confirmText || strings.confirm, params.confirmColor, confirm);
  const cancelButton = params.showCancel === false ? null : button('modal-cancel', params.cancelText || strings.cancel, params.cancelColor, cancel);

  const title = params.title ? h('h2', { class: 'modal-title', id: 'modal-title' }, params.title) : null;
  const content = params.content && !editable ? h('div', { class: 'modal-content', id: 'modal-content' }, params.content) : null;
  const element = h(
    'div',
    {
      class: title ? 'modal' : 'modal modal-untitled',
      role: 'alertdialog',
      'aria-modal': 'true',
      'aria-labelledby': title ? 'modal-title' : undefined,
      'aria-describedby': content ? 'modal-content' : undefined,
    },
    h('div', { class: 'modal-body' }, title, content, input),
    h('div', { class: 'modal-footer' }, cancelButton, confirmButton),
  );
  if (input) {
    const grow = (): void => {
      setStyle(input, 'height', 'auto');
      setStyle(input, 'height', `${Math.min(input.scrollHeight, 120)}px`);
    };
    input.addEventListener('input', grow);
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      confirm();
    });
  }
  return { element, placement: 'center', cancel, focus: input ?? confirmButton };
}

function button(className: string, text: string, color: string | undefined, action: () => void): HTMLButtonElement {
  const element = h('button', { type: 'button', class: className, onclick: action }, text);
  setStyle(element, '--own-color', ownColor(color));
  return element;
}
