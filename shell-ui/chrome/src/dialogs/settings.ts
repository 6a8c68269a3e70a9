import { h } from '../dom';
import { icon } from '../icons';
import type { Overlay } from '../overlay/stage';
import type { RequestResults, SettingsParams } from '../protocol';
import { scopeTitle, strings } from '../strings';

/** wx.openSetting: one switch per scope that was ever asked for. */
export function settings(params: SettingsParams, finish: (result: RequestResults['settings']) => void): Overlay {
  const granted: Record<string, boolean> = Object.fromEntries(params.scopes.map(({ scope, granted }) => [scope, granted]));
  const rows = params.scopes.map(({ scope, title }) => {
    const box = h('input', {
      type: 'checkbox',
      role: 'switch',
      class: 'switch',
      onchange: () => {
        granted[scope] = box.checked;
      },
    });
    box.checked = granted[scope] === true;
    return h('label', { class: 'row' }, h('span', { class: 'row-text' }, title || scopeTitle(scope)), box);
  });
  const done = (): void => finish({ scopes: granted });
  const element = h(
    'div',
    { class: 'sheet half', role: 'dialog', 'aria-modal': 'true', 'aria-label': strings.settings },
    sheetHeader(strings.settings, done),
    h(
      'div',
      { class: 'sheet-scroll padded' },
      h('p', { class: 'note' }, rows.length > 0 ? `${strings.settingsNote}${params.appName ? ` · ${params.appName}` : ''}` : strings.noScopes),
      rows.length > 0 ? h('div', { class: 'rows' }, ...rows) : null,
    ),
  );
  return { element, placement: 'bottom', cancel: done, maskCloses: true };
}

/** Title in the middle, a cross at the left, as WeChat's half-screen dialogs have them. */
export function sheetHeader(title: string, close: () => void): HTMLElement {
  return h(
    'div',
    { class: 'sheet-header' },
    h('button', { type: 'button', class: 'icon-button', 'aria-label': strings.close, onclick: close }, icon('close', 18)),
    h('h2', { class: 'sheet-heading' }, title),
  );
}
