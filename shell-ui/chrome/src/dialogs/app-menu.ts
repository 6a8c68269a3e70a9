import { h } from '../dom';
import { icon, isIcon } from '../icons';
import type { Overlay } from '../overlay/stage';
import type { MenuItem } from '../protocol';
import { appIcon } from '../screens/app-icon';
import type { ChromeState } from '../state';
import { strings } from '../strings';
import { moveFocus } from './roving';
import { sheetHeader } from './settings';

/** Entries of the capsule menu, in order. */
export function menuItems(state: ChromeState): MenuItem[] {
  return [
    ...(state.menu.shareable ? [{ action: 'share', text: strings.share }] : []),
    ...(state.menu.items ?? []),
    { action: 'settings', text: strings.settings },
    { action: 'reload', text: strings.reload },
    ...automationItem(state),
    { action: 'about', text: strings.about },
    { action: 'exit', text: strings.exit },
  ];
}

/** Opens the automation port, and shows it where it is open. */
function automationItem({ automationPort: port }: ChromeState): MenuItem[] {
  if (port === undefined) return [];
  return [{ action: 'automation', text: port === null ? strings.automation : `${strings.automation} ${port}` }];
}

export function appMenu(state: ChromeState, choose: (action: string | null) => void): Overlay {
  const name = state.app?.name ?? '';
  const items = menuItems(state).map((item) => {
    const picture = item.icon && !isIcon(item.icon) ? h('img', { src: item.icon, alt: '' }) : icon(glyph(item));
    return h(
      'button',
      { type: 'button', class: 'menu-item', role: 'menuitem', 'data-action': item.action, onclick: () => choose(item.action) },
      h('span', { class: 'menu-glyph' }, picture),
      h('span', { class: 'menu-text' }, item.text),
    );
  });
  const cancel = (): void => choose(null);
  const element = h(
    'div',
    { class: 'sheet app-menu', role: 'menu', 'aria-label': name || strings.menu, onkeydown: (event: KeyboardEvent) => moveFocus(event, items, 5) },
    h('div', { class: 'menu-app' }, appIcon(name, state.app?.icon, 28), h('span', { class: 'menu-app-name' }, name)),
    h('div', { class: 'menu-grid' }, ...items),
    h('button', { type: 'button', class: 'sheet-item sheet-cancel', onclick: cancel }, strings.cancel),
  );
  return { element, placement: 'bottom', cancel, maskCloses: true };
}

function glyph(item: MenuItem): Parameters<typeof icon>[0] {
  if (item.icon && isIcon(item.icon)) return item.icon;
  return isIcon(item.action) ? item.action : 'more';
}

/** Who made this and where we are. */
export function about(state: ChromeState, close: () => void): Overlay {
  const app = state.app;
  const row = (label: string, value: string | undefined): HTMLElement =>
    h('div', { class: 'row' }, h('span', { class: 'row-text' }, label), h('span', { class: 'row-value' }, value || strings.unknown));
  const element = h(
    'div',
    { class: 'sheet half', role: 'dialog', 'aria-modal': 'true', 'aria-label': strings.about },
    sheetHeader(strings.about, close),
    h(
      'div',
      { class: 'sheet-scroll padded' },
      h('div', { class: 'about-head' }, appIcon(app?.name ?? '', app?.icon, 64), h('div', { class: 'about-name' }, app?.name ?? '')),
      app?.description ? h('p', { class: 'about-desc' }, app.description) : null,
      h('div', { class: 'rows' }, row(strings.version, app?.version), row(strings.appid, app?.appid), row(strings.route, state.page?.route)),
      h('p', { class: 'note centred' }, strings.aboutNote),
    ),
  );
  return { element, placement: 'bottom', cancel: close, maskCloses: true };
}
