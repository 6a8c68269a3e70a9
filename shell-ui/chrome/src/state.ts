import type {
  Animation, AppParams, ChromeMessage, FatalParams, LauncherSource, Layout, MenuParams, Nav, NavParams,
  PageParams, SplashParams, TabBarParams,
} from './protocol';

export interface PageState {
  pageId: number;
  route: string;
  isTab: boolean;
  canGoBack: boolean;
  showHome: boolean;
  tabBarVisible: boolean;
  nav: Nav;
  /** How the last change of the bar's colours is to move; none when the page changed. */
  animation: Animation | null;
}

export interface ChromeState {
  view: 'launcher' | 'app';
  /** Grows with every `screen` to the launcher, so that the list is read anew. */
  launcherVisits: number;
  launcherSources: LauncherSource[];
  layout: Layout;
  app: AppParams | null;
  page: PageState | null;
  tabBar: TabBarParams | null;
  menu: MenuParams;
  splash: SplashParams | null;
  fatal: FatalParams | null;
  /** The port that automation clients connect to; null where it is closed, undefined where there is none to open. */
  automationPort?: number | null;
}

/** The bar heights of WeChat on a phone without a notch. */
export const DEFAULT_LAYOUT: Layout = {
  statusBarHeight: 24,
  navigationBarHeight: 44,
  tabBarHeight: 50,
  safeAreaBottom: 0,
  menuButton: [281, 30, 87, 32],
  theme: 'light',
};

const DEFAULT_NAV: Nav = {
  title: '',
  backgroundColor: '#000000',
  frontColor: '#ffffff',
  style: 'default',
  loading: false,
};

export function initialState(theme: Layout['theme'] = 'light'): ChromeState {
  return {
    view: 'app',
    launcherVisits: 0,
    launcherSources: [],
    layout: { ...DEFAULT_LAYOUT, theme },
    app: null,
    page: null,
    tabBar: null,
    menu: {},
    splash: null,
    fatal: null,
  };
}

/** Commands that ask for a dialog or act at once leave the state as it is. */
export function reduce(state: ChromeState, { command, params }: ChromeMessage): ChromeState {
  switch (command) {
    case 'layout':
      return { ...state, layout: { ...state.layout, ...defined(params as Partial<Layout>) } };
    case 'screen':
      return screen(state, params.view === 'app' ? 'app' : 'launcher', params.sources);
    case 'app':
      return { ...state, app: params as unknown as AppParams };
    case 'splash':
      return { ...withoutProgram(state), view: 'app', splash: params as unknown as SplashParams };
    case 'fatal':
      return { ...state, view: 'app', splash: null, fatal: params as unknown as FatalParams };
    case 'page':
      return { ...state, splash: null, fatal: null, page: page(params as unknown as PageParams) };
    case 'nav':
      return { ...state, page: nav(state.page, params as unknown as NavParams) };
    case 'tabBar':
      return { ...state, tabBar: params as unknown as TabBarParams };
    case 'menu':
      return { ...state, menu: params as MenuParams };
    case 'automationPort':
      return { ...state, automationPort: (params as { port?: number | null }).port ?? null };
    default:
      return state;
  }
}

function screen(state: ChromeState, view: ChromeState['view'], sources: unknown): ChromeState {
  if (view === 'app') return { ...state, view, splash: null, fatal: null };
  const launcherSources = Array.isArray(sources) ? sources.filter(isSource) : [];
  return { ...withoutProgram(state), view, launcherVisits: state.launcherVisits + 1, launcherSources };
}

function isSource(name: unknown): name is LauncherSource {
  return name === 'scan' || name === 'file';
}

function withoutProgram(state: ChromeState): ChromeState {
  return { ...state, app: null, page: null, tabBar: null, menu: {}, splash: null, fatal: null };
}

function page(params: PageParams): PageState {
  const nav = { ...DEFAULT_NAV, ...defined(params.nav ?? {}) };
  return {
    pageId: params.pageId,
    route: params.route,
    isTab: params.isTab,
    canGoBack: params.canGoBack ?? params.depth > 1,
    // page.json's `homeButton` asks for the button on pages that would not have it.
    showHome: params.showHome || nav.homeButton === true,
    tabBarVisible: params.tabBarVisible,
    nav,
    animation: null,
  };
}

function nav(current: PageState | null, params: NavParams): PageState | null {
  // A page that is not on top keeps its own state in the logic and comes with `page` when it shows.
  if (!current || current.pageId !== params.pageId) return current;
  const { pageId: _, animation, ...fields } = params;
  const changes = defined(fields);
  return {
    ...current,
    // wx.hideHomeButton is `homeButton: false`.
    showHome: changes.homeButton ?? current.showHome,
    nav: { ...current.nav, ...changes },
    animation: animation ?? null,
  };
}

/** Fields that are null or undefined are fields that were not given. */
function defined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as { [K in keyof T]?: NonNullable<T[K]> };
}

/** Whether text on the bar is white. */
export function isLightFront(frontColor: string): boolean {
  return /^(white|#fff(?:fff)?)$/i.test(frontColor.trim());
}

export function tabBarShown(state: ChromeState): boolean {
  const { page, tabBar } = state;
  if (!page || !tabBar || tabBar.custom) return false;
  return page.isTab && page.tabBarVisible !== false && tabBar.visible !== false;
}
