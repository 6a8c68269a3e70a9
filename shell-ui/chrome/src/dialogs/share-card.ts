import { h } from '../dom';
import type { Overlay } from '../overlay/stage';
import type { RequestResults, ShareParams } from '../protocol';
import { appIcon } from '../screens/app-icon';
import { strings } from '../strings';
import { sheetHeader } from './settings';

/**
 * What a page shares, as a chat would show it. There are no chats here to send it to; what can be
 * taken along is the path, which opens the shared page (`peapod run DIR --page PATH`).
 */
export function shareCard(
  params: ShareParams,
  finish: (result: RequestResults['share']) => void,
  copy: (text: string) => void,
): Overlay {
  const cancel = (): void => finish({ cancel: true });
  const confirm = (): void => {
    copy(params.path);
    finish({ confirm: true });
  };
  const name = params.appName ?? '';
  const picture = params.imageUrl
    ? h('img', { class: 'share-picture', src: params.imageUrl, alt: '', draggable: 'false', onerror: (event: Event) => (event.target as Element).remove() })
    : null;
  const card = h(
    'article',
    { class: 'share-card' },
    h('div', { class: 'share-app' }, appIcon(name, params.icon, 20), h('span', { class: 'share-app-name' }, name)),
    h('p', { class: 'share-title' }, params.title),
    picture,
    h('p', { class: 'share-foot' }, strings.miniProgram),
  );
  const element = h(
    'div',
    { class: 'sheet share', role: 'dialog', 'aria-modal': 'true', 'aria-label': strings.share },
    sheetHeader(strings.share, cancel),
    h('div', { class: 'sheet-scroll padded' }, card, h('p', { class: 'share-path' }, params.path)),
    h('div', { class: 'sheet-buttons' }, h('button', { type: 'button', class: 'button button-primary', onclick: confirm }, strings.copyPath)),
  );
  return { element, placement: 'bottom', cancel, maskCloses: true };
}
