import { beforeEach, describe, expect, it } from 'vitest';
import { Chrome } from '../src/chrome';
import { buttonNamed, FakeBridge, query, settle } from './fake-bridge';

let bridge: FakeBridge;

const page = {
  pageId: 1, route: 'pages/a/a', isTab: true, depth: 1, canGoBack: false, showHome: false, tabBarVisible: true,
  nav: { title: 'First', backgroundColor: '#ffffff', frontColor: '#000000', style: 'default', loading: false },
};
const tabBar = {
  list: [
    { pagePath: 'pages/a/a', text: 'A', iconUrl: 'mp://app/_pkg/a.png', selectedIconUrl: 'mp://app/_pkg/a-on.png', badge: '3' },
    { pagePath: 'pages/b/b', text: 'B', redDot: true },
    { pagePath: 'pages/c/c', text: 'C', visible: false },
  ],
  selected: 0, visible: true, color: '#111111', selectedColor: '#07c160', backgroundColor: '#ffffff', borderStyle: 'black', position: 'bottom',
};
const press = (key: string, options: KeyboardEventInit = {}): void => {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
};
const raises = (): unknown[] => bridge.calls.filter(({ command }) => command === 'shell_raise').map(({ args }) => (args as { raised: boolean }).raised);

beforeEach(async () => {
  document.body.innerHTML = '<div id="root"></div>';
  bridge = new FakeBridge();
  await new Chrome(query('#root'), bridge).start();
  bridge.send('app', { name: 'Shop', appid: 'wx1', version: '1.2.3' });
  bridge.send('page', page);
  await settle();
});

describe('screenshots', () => {
  it('hears that the commands before are drawn, once', async () => {
    bridge.send('nav', { pageId: 1, title: 'Second' });
    bridge.send('settled', { request: 5 });
    expect(bridge.replies()).toEqual([]);
    await settle();
    await new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
    expect(query('.nav-title-text').textContent).toBe('Second');
    expect(bridge.replies()).toEqual([{ request: 5, result: {} }]);
  });
});

describe('bars', () => {
  it('reports that it is ready after it listens', () => {
    expect(bridge.calls[0]).toEqual({ command: 'shell_ready', args: {} });
  });

  it('shows title, back and home', () => {
    expect(query('.nav-title-text').textContent).toBe('First');
    expect(buttonNamed('Back').hidden).toBe(true);
    bridge.send('page', { ...page, depth: 2, canGoBack: true });
    expect(buttonNamed('Back').hidden).toBe(false);
    buttonNamed('Back').click();
    bridge.send('page', { ...page, showHome: true });
    expect(buttonNamed('Back').hidden).toBe(true);
    buttonNamed('Home page').click();
    expect(bridge.events.map(({ name }) => name)).toEqual(['back', 'home']);
  });

  it('hides the bar on a page with its own and keeps the capsule', () => {
    bridge.send('nav', { pageId: 1, style: 'custom' });
    expect(query('.nav-bar').hidden).toBe(true);
    expect(query('.capsule').hidden).toBe(false);
  });

  it('sends tab with number, path and text, and does not select by itself', () => {
    bridge.send('tabBar', tabBar);
    const tabs = [...document.querySelectorAll<HTMLElement>('.tab')];
    expect(tabs.map((tab) => tab.hidden)).toEqual([false, false, true]);
    tabs[1]?.click();
    expect(bridge.events).toEqual([{ name: 'tab', payload: { index: 1, pagePath: 'pages/b/b', text: 'B' } }]);
    expect(tabs[0]?.getAttribute('aria-selected')).toBe('true');
    bridge.send('tabBar', { ...tabBar, selected: 1 });
    expect(tabs[1]?.getAttribute('aria-selected')).toBe('true');
    expect(tabs[0]?.querySelector('img')?.getAttribute('src')).toBe('mp://app/_pkg/a.png');
  });

  it('draws badge, dot and selected icon', () => {
    bridge.send('tabBar', tabBar);
    const tabs = [...document.querySelectorAll<HTMLElement>('.tab')];
    expect(tabs[0]?.querySelector('img')?.getAttribute('src')).toBe('mp://app/_pkg/a-on.png');
    expect(tabs[0]?.querySelector('.tab-badge')?.textContent).toBe('3');
    expect(tabs[1]?.querySelector('.tab-badge')?.classList.contains('tab-dot')).toBe(true);
  });

  it('hides a custom tab bar and one of a page that is no tab', () => {
    bridge.send('tabBar', { ...tabBar, custom: true });
    expect(query('.tab-bar').hidden).toBe(true);
    bridge.send('tabBar', tabBar);
    expect(query('.tab-bar').hidden).toBe(false);
    bridge.send('page', { ...page, isTab: false });
    expect(query('.tab-bar').hidden).toBe(true);
  });
});

describe('dialogs', () => {
  it('raises the shell before a modal and lowers it after the answer', async () => {
    bridge.send('modal', { request: 1, title: 'T', content: 'C', showCancel: true });
    await settle();
    expect(raises()).toEqual([true]);
    expect(document.activeElement?.textContent).toBe('OK');
    buttonNamed('OK').click();
    await settle();
    expect(bridge.replies()).toEqual([{ request: 1, result: { confirm: true, cancel: false } }]);
    expect(raises()).toEqual([true, false]);
    expect(document.querySelector('.modal')).toBeNull();
  });

  it('shows the second modal after the first and never lowers between', async () => {
    bridge.send('modal', { request: 1, title: 'One', showCancel: true });
    bridge.send('modal', { request: 2, title: 'Two', showCancel: true });
    await settle();
    expect(query('.modal-title').textContent).toBe('One');
    press('Escape');
    await settle();
    expect(query('.modal-title').textContent).toBe('Two');
    buttonNamed('OK').click();
    await settle();
    expect(bridge.replies()).toEqual([
      { request: 1, result: { confirm: false, cancel: true } },
      { request: 2, result: { confirm: true, cancel: false } },
    ]);
  });

  it('gives back what was typed', async () => {
    bridge.send('modal', { request: 1, title: 'Name', editable: true, content: 'a' });
    await settle();
    const input = query<HTMLTextAreaElement>('.modal-input');
    expect(input.value).toBe('a');
    input.value = 'abc';
    press('Enter');
    expect(bridge.replies()).toEqual([{ request: 1, result: { confirm: true, cancel: false, content: 'abc' } }]);
  });

  it('treats markup in texts as text', async () => {
    bridge.send('modal', { request: 1, title: '<img src=x>', content: '<b>bold</b>' });
    await settle();
    expect(query('.modal').querySelector('img, b')).toBeNull();
    expect(query('.modal-content').textContent).toBe('<b>bold</b>');
  });

  it('answers an action sheet by index, by mask and by back key', async () => {
    bridge.send('actionSheet', { request: 1, itemList: ['a', 'b'] });
    await settle();
    buttonNamed('b').click();
    await settle();
    bridge.send('actionSheet', { request: 2, itemList: ['a'] });
    await settle();
    query('.mask').click();
    await settle();
    bridge.send('actionSheet', { request: 3, itemList: ['a'] });
    await settle();
    bridge.send('hardwareBack');
    expect(bridge.replies()).toEqual([
      { request: 1, result: { tapIndex: 1 } },
      { request: 2, result: { cancel: true } },
      { request: 3, result: { cancel: true } },
    ]);
  });

  it('lets only a button decide about a permission', async () => {
    bridge.send('permission', { request: 1, scope: 'scope.camera', desc: 'To scan' });
    await settle();
    expect(query('.permission-name').textContent).toBe('Shop');
    expect(query('.permission-title').textContent).toBe('Use the camera');
    query('.mask').click();
    expect(bridge.replies()).toEqual([]);
    expect(document.activeElement?.tagName).toBe('DIV');
    buttonNamed('Allow').click();
    expect(bridge.replies()).toEqual([{ request: 1, result: { granted: true } }]);
  });

  it('keeps the focus inside', async () => {
    bridge.send('modal', { request: 1, title: 'T', showCancel: true });
    await settle();
    expect(query('.chrome').inert).toBe(true);
    press('Tab');
    expect(document.activeElement?.textContent).toBe('Cancel');
    press('Tab', { shiftKey: true });
    expect(document.activeElement?.textContent).toBe('OK');
  });

  it('drops what a mini-program asked when it is gone', async () => {
    bridge.send('modal', { request: 1, title: 'T' });
    await settle();
    bridge.send('screen', { view: 'launcher' });
    await settle();
    expect(document.querySelector('.modal')).toBeNull();
    expect(bridge.replies()).toEqual([]);
    expect(raises()).toEqual([true, false]);
  });

  it('shows a dialog although the host cannot raise', async () => {
    bridge.failures.shell_raise = 'no window';
    bridge.send('modal', { request: 1, title: 'T' });
    await settle();
    expect(query('.layer').classList.contains('waiting')).toBe(false);
  });

  it('reports columns and takes new ranges', async () => {
    bridge.send('picker', { request: 5, mode: 'multiSelector', range: [['a', 'b'], ['x', 'y']], value: [0, 1] });
    await settle();
    const wheels = [...document.querySelectorAll<HTMLElement>('.wheel')];
    expect(wheels.map((wheel) => wheel.getAttribute('aria-valuetext'))).toEqual(['a', 'y']);
    bridge.send('pickerUpdate', { request: 5, range: [['a', 'b'], ['p', 'q', 'r']], value: [1, 2] });
    expect(wheels.map((wheel) => wheel.getAttribute('aria-valuetext'))).toEqual(['b', 'r']);
    buttonNamed('Done').click();
    expect(bridge.replies()).toEqual([{ request: 5, result: { value: [1, 2] } }]);
  });

  it('saves the picture of a long-press menu by itself', async () => {
    bridge.send('contextMenu', { request: 1, type: 'image', src: 'mp://app/_pkg/a.png' });
    await settle();
    buttonNamed('Save picture').click();
    await settle();
    expect(bridge.replies()).toEqual([{ request: 1, result: { tapIndex: 0 } }]);
    expect(bridge.calls).toContainEqual({ command: 'shell_save_image', args: { url: 'mp://app/_pkg/a.png' } });
  });

  it('cancels a context menu without items', async () => {
    bridge.send('contextMenu', { request: 1 });
    await settle();
    expect(bridge.replies()).toEqual([{ request: 1, result: { cancel: true } }]);
  });

  it('answers settings with every scope', async () => {
    bridge.send('settings', { request: 1, scopes: [{ scope: 'scope.camera', granted: true }, { scope: 'scope.record', granted: false }] });
    await settle();
    const [, second] = document.querySelectorAll<HTMLInputElement>('.switch');
    second?.click();
    buttonNamed('Close').click();
    expect(bridge.replies()).toEqual([{ request: 1, result: { scopes: { 'scope.camera': true, 'scope.record': true } } }]);
  });
});

describe('menu and screens', () => {
  it('offers share only where the page can be shared, and sends the action', async () => {
    buttonNamed('Menu').click();
    await settle();
    expect(document.querySelector('[data-action=share]')).toBeNull();
    press('Escape');
    await settle();
    bridge.send('menu', { shareable: true, items: [{ action: 'star', text: 'Star' }] });
    buttonNamed('Menu').click();
    await settle();
    query('[data-action=star]').click();
    await settle();
    expect(bridge.events).toEqual([{ name: 'menu', payload: { action: 'star' } }]);
    expect(document.querySelector('.app-menu')).toBeNull();
  });

  it('opens the automation port where the host has one, and shows its number', async () => {
    const menu = async (): Promise<void> => {
      buttonNamed('Menu').click();
      await settle();
    };
    await menu();
    expect(document.querySelector('[data-action=automation]')).toBeNull();
    press('Escape');
    await settle();
    bridge.send('automationPort', { port: null });
    await menu();
    expect(query('[data-action=automation]').textContent).toBe('Automation');
    query('[data-action=automation]').click();
    await settle();
    expect(bridge.events).toEqual([{ name: 'menu', payload: { action: 'automation' } }]);
    bridge.send('automationPort', { port: 9420 });
    await menu();
    expect(query('[data-action=automation]').textContent).toBe('Automation 9420');
  });

  it('shows who made it', async () => {
    buttonNamed('Menu').click();
    await settle();
    query('[data-action=about]').click();
    await settle();
    expect(query('.rows').textContent).toContain('1.2.3');
  });

  it('leaves by the capsule', () => {
    buttonNamed('Exit').click();
    expect(bridge.events).toEqual([{ name: 'menu', payload: { action: 'exit' } }]);
  });

  it('shows the error screen above the pages until the next page', async () => {
    bridge.send('fatal', { message: 'boom' });
    await settle();
    expect(query('.fatal').hidden).toBe(false);
    buttonNamed('Back to the list').click();
    expect(bridge.events).toEqual([{ name: 'menu', payload: { action: 'exit' } }]);
    bridge.send('page', page);
    await settle();
    expect(query('.fatal').hidden).toBe(true);
    expect(raises()).toEqual([true, false]);
  });

  it('shows the splash until the first page', async () => {
    bridge.send('splash', { name: 'Corner' });
    expect(query('.splash-name').textContent).toBe('Corner');
    bridge.send('page', page);
    expect(query('.splash').hidden).toBe(true);
  });
});

describe('sharing', () => {
  const card = { request: 9, title: 'Two apples', path: '/pages/a/a?id=2', imageUrl: 'data:image/png;base64,AAAA' };

  it('shows what a chat would show, and copies the path', async () => {
    const copied: string[] = [];
    Object.assign(navigator, { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    bridge.send('share', card);
    await settle();
    const sheet = query('.share').textContent ?? '';
    for (const text of ['Shop', card.title, card.path]) expect(sheet).toContain(text);
    expect(query<HTMLImageElement>('.share-picture').src).toBe(card.imageUrl);
    buttonNamed('Copy path').click();
    await settle();
    expect(copied).toEqual([card.path]);
    expect(bridge.replies()).toEqual([{ request: 9, result: { confirm: true } }]);
    expect(document.body.textContent).toContain('Copied');
  });

  it('says so where nothing can be copied, and has no picture where none loads', async () => {
    Object.assign(navigator, { clipboard: undefined });
    bridge.send('share', card);
    await settle();
    query('.share-picture').dispatchEvent(new Event('error'));
    expect(document.querySelector('.share-picture')).toBeNull();
    buttonNamed('Copy path').click();
    await settle();
    expect(document.body.textContent).toContain('Could not copy');
  });

  it('is left by Escape', async () => {
    bridge.send('share', card);
    await settle();
    press('Escape');
    expect(bridge.replies()).toEqual([{ request: 9, result: { cancel: true } }]);
  });
});
