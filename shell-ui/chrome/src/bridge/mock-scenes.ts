import type { Layout, LauncherEntry, TabBarParams, Theme } from '../protocol';

type Step = [command: string, params: Record<string, unknown>];

const HOUR = 3_600_000;

/** A picture without a file: a data URL of an SVG. */
function picture(markup: string, width = 81, height = 81): string {
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${markup}</svg>`)}`;
}

const tabIcon = (path: string, color: string): string =>
  picture(`<path d="${path}" fill="none" stroke="${color}" stroke-width="6" stroke-linejoin="round" stroke-linecap="round"/>`);

const scenery = (hue: number, width: number, height: number): string =>
  picture(
    `<rect width="100%" height="100%" fill="hsl(${hue} 60% 78%)"/><circle cx="${width * 0.7}" cy="${height * 0.3}" r="${height * 0.12}" fill="hsl(${hue + 30} 90% 90%)"/><path d="M0 ${height} L${width * 0.35} ${height * 0.45} L${width * 0.6} ${height * 0.75} L${width * 0.8} ${height * 0.55} L${width} ${height * 0.8} V${height} Z" fill="hsl(${hue} 45% 45%)"/>`,
    width,
    height,
  );

const HOUSE = 'M12 38 40 14l29 24M20 34v32h41V34';
const GRID = 'M14 14h20v20H14zM47 14h20v20H47zM14 47h20v20H14zM47 47h20v20H47z';
const CART = 'M10 16h10l8 36h34l7-26H24M32 66h1M58 66h1';
const PERSON = 'M40 12a13 13 0 1 1 0 26 13 13 0 0 1 0-26zM14 68c2-16 12-22 26-22s24 6 26 22';

export const TABS: TabBarParams = {
  list: ([['Home', HOUSE], ['Browse', GRID], ['Cart', CART], ['Me', PERSON]] as const).map(([text, path], index) => ({
    pagePath: `pages/tab${index}/index`,
    text,
    iconUrl: tabIcon(path, '#7a7e83'),
    selectedIconUrl: tabIcon(path, '#07c160'),
    ...(index === 2 ? { badge: '12' } : {}),
    ...(index === 3 ? { redDot: true } : {}),
  })),
  color: '#7a7e83',
  selectedColor: '#07c160',
  backgroundColor: '#ffffff',
  borderStyle: 'black',
  position: 'bottom',
  selected: 0,
  visible: true,
};

const entry = (id: string, name: string, bundled: boolean, description: string, hours?: number): LauncherEntry => ({
  id,
  name,
  bundled,
  description,
  appid: `wx${id}`,
  path: `/home/me/mini-programs/${id}`,
  ...(hours === undefined ? {} : { lastOpened: Date.now() - hours * HOUR }),
});

export const ENTRIES: LauncherEntry[] = [
  entry('gallery', 'Component Gallery', true, 'Every built-in component on one page each', 0.2),
  { ...entry('shop', 'Corner Shop', false, 'A small store with a cart and orders', 3), icon: scenery(20, 96, 96) },
  entry('todo', '待办清单', false, '今天要做的事', 26),
  entry('chart', 'Charts', false, 'Canvas drawings that follow the finger', 96),
  entry('weather', 'Weather', true, 'Location and network'),
  entry('notes', 'Notes', true, 'Storage and files'),
  entry('camera', '相机', true, 'Device capabilities'),
  entry('sound', 'Sound Box', true, 'Audio'),
  entry('maps', 'Maps', true, 'Places'),
];

export function layout(theme: Theme): Layout & Record<string, unknown> {
  return { statusBarHeight: 24, navigationBarHeight: 44, tabBarHeight: 50, safeAreaBottom: 0, menuButton: [innerWidth - 94, 30, 87, 32], theme };
}

export function launch(): { app: Record<string, unknown>; page: Record<string, unknown> & { nav: Record<string, unknown> } } {
  return {
    app: { appid: 'wx0123456789abcdef', name: 'Corner Shop', icon: scenery(20, 96, 96), version: '1.4.0' },
    page: {
      pageId: 1,
      route: 'pages/tab0/index',
      isTab: true,
      depth: 1,
      canGoBack: false,
      showHome: false,
      nav: { title: 'Corner Shop', backgroundColor: '#ffffff', frontColor: '#000000', style: 'default', loading: false, homeButton: false },
      tabBarVisible: true,
    },
  };
}

const app: Step[] = [
  ['app', launch().app],
  ['menu', { shareable: true }],
  ['tabBar', TABS as unknown as Record<string, unknown>],
  ['page', launch().page],
];
const inner: Step[] = [
  ...app,
  ['page', { pageId: 2, route: 'pages/item/index', isTab: false, depth: 2, canGoBack: true, showHome: false, nav: { title: 'A title that is rather long for a phone', backgroundColor: '#07c160', frontColor: '#ffffff', loading: true }, tabBarVisible: false }],
];
const ask = (command: string, params: Record<string, unknown>): Step[] => [...app, [command, { request: 1, ...params }]];

/** Named situations for screenshots and tests. */
export const SCENES: Record<string, Step[]> = {
  launcher: [['screen', { view: 'launcher' }]],
  empty: [['screen', { view: 'launcher' }]],
  splash: [['splash', { name: 'Corner Shop', icon: scenery(20, 96, 96) }]],
  fatal: [['fatal', { message: 'pages/item/index.js: cart is not defined', detail: 'ReferenceError: cart is not defined\n    at onLoad (pages/item/index.js:14:3)' }]],
  app,
  inner,
  home: [...app, ['page', { ...inner.at(-1)?.[1], canGoBack: false, depth: 1, showHome: true }]],
  custom: [...app, ['page', { ...inner.at(-1)?.[1], nav: { style: 'custom', frontColor: '#000000' } }]],
  topTabs: [...app, ['tabBar', { ...TABS, position: 'top' }]],
  modal: ask('modal', { title: 'Remove from cart?', content: 'The two apples and the loaf of bread go back on the shelf. You can put them into the cart again at any time.', showCancel: true, confirmText: 'Remove', confirmColor: '#fa5151' }),
  modalPlain: ask('modal', { content: 'Saved to your orders', showCancel: false }),
  modalInput: ask('modal', { title: 'Name of the list', editable: true, placeholderText: 'Groceries', showCancel: true }),
  actionSheet: ask('actionSheet', { itemList: ['Take a photo', 'Choose from the album', 'Record a video'], alertText: 'Picture for your review' }),
  permission: ask('permission', { scope: 'scope.userLocation', desc: 'Your location is used to find the nearest shop and its opening hours.' }),
  selector: ask('picker', { mode: 'selector', headerText: 'Country', range: ['美国', '中国', '巴西', '日本', 'Deutschland', 'France'], value: 1 }),
  multi: ask('picker', { mode: 'multiSelector', headerText: 'Animal', range: [['Vertebrate', 'Invertebrate'], ['Fish', 'Amphibian', 'Reptile'], ['Pig fish', 'Ray']], value: [0, 0, 0] }),
  date: ask('picker', { mode: 'date', headerText: 'Day of birth', value: '1996-02-29', start: '1980-05-10', end: '2026-11-23' }),
  time: ask('picker', { mode: 'time', value: '12:01', start: '09:01', end: '21:01' }),
  region: ask('picker', { mode: 'region', headerText: '地区', value: ['广东省', '广州市', '海珠区'] }),
  preview: ask('previewImage', { urls: [scenery(200, 800, 600), scenery(120, 600, 900), scenery(330, 1200, 500)], current: 0 }),
  contextMenu: ask('contextMenu', { x: 120, y: 240, items: [{ text: 'Copy' }, { text: 'Forward' }, { text: 'Save picture', disabled: true }, { text: 'Delete', destructive: true }] }),
  settings: ask('settings', { appName: 'Corner Shop', scopes: [{ scope: 'scope.userLocation', granted: true }, { scope: 'scope.camera', granted: false }, { scope: 'scope.writePhotosAlbum', granted: true }] }),
  share: ask('share', { title: 'Apples from the orchard, two kilos for the price of one', path: '/pages/item/index?id=42&from=share', imageUrl: scenery(120, 500, 400) }),
  menu: [...app, ['openMenu', {}]],
};
