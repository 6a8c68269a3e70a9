import { h, setStyle } from '../dom';
import type { Overlay } from '../overlay/stage';
import type { ActionSheetParams, ContextMenuParams, RequestResults } from '../protocol';
import { strings } from '../strings';
import { ownColor } from './own-color';
import { moveFocus } from './roving';

type ContextItem = NonNullable<ContextMenuParams['items']>[number];

/** wx.showActionSheet. */
export function actionSheet(params: ActionSheetParams, finish: (result: RequestResults['actionSheet']) => void): Overlay {
  const items = params.itemList.map((text, index) => {
    const item = h('button', { type: 'button', class: 'sheet-item', role: 'menuitem', onclick: () => finish({ tapIndex: index }) }, text);
    setStyle(item, '--own-color', ownColor(params.itemColor));
    return item;
  });
  return sheet(items, params.alertText, () => finish({ cancel: true }));
}

/**
 * A menu at the finger, or a sheet where no place is given. That of a picture
 * (`show-menu-by-longpress`) saves it by `save`.
 */
export function contextMenu(
  params: ContextMenuParams,
  finish: (result: RequestResults['contextMenu']) => void,
  save: (url: string) => void,
): Overlay {
  const { src } = params;
  const ofPicture = params.type === 'image' && !params.items && src !== undefined;
  const choices = ofPicture ? [{ text: strings.save }] : (params.items ?? []);
  if (choices.length === 0) throw new Error('items is empty');
  const free = params.x !== undefined && params.y !== undefined;
  const items = choices.map(({ text, destructive, disabled }: ContextItem, index) =>
    h(
      'button',
      {
        type: 'button',
        class: `${free ? 'context-item' : 'sheet-item'}${destructive ? ' destructive' : ''}`,
        role: 'menuitem',
        disabled,
        onclick: () => {
          finish({ tapIndex: index });
          if (ofPicture) save(src);
        },
      },
      text,
    ),
  );
  const cancel = (): void => finish({ cancel: true });
  if (!free) return sheet(items, params.title, cancel);
  const element = h('div', { class: 'context-menu', role: 'menu', onkeydown: (event: KeyboardEvent) => moveFocus(event, items) }, ...items);
  place(element, params.x ?? 0, params.y ?? 0, items.length);
  return { element, placement: 'free', cancel, maskCloses: true, focus: items[0] };
}

function sheet(items: HTMLButtonElement[], title: string | undefined, cancel: () => void): Overlay {
  const cancelButton = h('button', { type: 'button', class: 'sheet-item sheet-cancel', onclick: cancel }, strings.cancel);
  const element = h(
    'div',
    {
      class: 'sheet action-sheet',
      role: 'menu',
      'aria-label': title,
      onkeydown: (event: KeyboardEvent) => moveFocus(event, [...items, cancelButton]),
    },
    h('div', { class: 'sheet-scroll' }, title ? h('div', { class: 'sheet-title' }, title) : null, ...items),
    h('div', { class: 'sheet-gap' }),
    cancelButton,
  );
  return { element, placement: 'bottom', cancel, maskCloses: true };
}

/** Keeps the menu in the window: to the other side of the finger where there is no room. */
function place(element: HTMLElement, x: number, y: number, count: number): void {
  const width = 176;
  const height = count * 48 + 12;
  const right = x + width > innerWidth - 8;
  const above = y + height > innerHeight - 8 && y > height;
  setStyle(element, 'left', `${Math.max(8, right ? x - width : x)}px`);
  setStyle(element, 'top', `${Math.max(8, above ? y - height : y)}px`);
  setStyle(element, 'transform-origin', `${right ? 'right' : 'left'} ${above ? 'bottom' : 'top'}`);
}
