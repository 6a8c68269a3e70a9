import { h } from '../dom';
import type { Overlay } from '../overlay/stage';
import type { PermissionParams, RequestResults } from '../protocol';
import { appIcon } from '../screens/app-icon';
import { scopeTitle, strings } from '../strings';

/**
 * Asks for one scope. Only the two buttons decide: a tap beside it does nothing, and nothing is
 * focused at first, so that a key meant for the page cannot allow it.
 */
export function permission(params: PermissionParams, finish: (result: RequestResults['permission']) => void): Overlay {
  const name = params.appName ?? '';
  const answer = (granted: boolean) => (): void => finish({ granted });
  const element = h(
    'div',
    { class: 'sheet permission', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'permission-title', 'aria-describedby': 'permission-desc' },
    h(
      'div',
      { class: 'permission-app' },
      appIcon(name, params.icon, 24),
      h('span', { class: 'permission-name' }, name),
      h('span', { class: 'permission-wants' }, strings.wantsAccess),
    ),
    h('h2', { class: 'permission-title', id: 'permission-title' }, params.title || scopeTitle(params.scope)),
    h('p', { class: 'permission-desc', id: 'permission-desc' }, params.desc ?? ''),
    h(
      'div',
      { class: 'sheet-buttons' },
      h('button', { type: 'button', class: 'button', onclick: answer(false) }, strings.reject),
      h('button', { type: 'button', class: 'button button-primary', onclick: answer(true) }, strings.allow),
    ),
  );
  return { element, placement: 'bottom', cancel: answer(false) };
}
