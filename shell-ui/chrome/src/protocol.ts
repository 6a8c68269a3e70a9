// The commands and events of docs/protocol.md ("Chrome commands", "Chrome events",
// "Shell commands of the host") as types.

export type Theme = 'light' | 'dark';
/** Given by whoever asks; comes back as it was. */
export type RequestId = number | string;

export interface Layout {
  statusBarHeight: number;
  navigationBarHeight: number;
  tabBarHeight: number;
  safeAreaBottom: number;
  /** Left, top, width, height of the capsule in CSS pixels. */
  menuButton: [number, number, number, number];
  theme: Theme;
}

export interface Nav {
  title: string;
  backgroundColor: string;
  /** `#ffffff`, `#000000`, `white` or `black`. */
  frontColor: string;
  style: 'default' | 'custom';
  loading: boolean;
  homeButton?: boolean;
}

export interface Animation {
  duration?: number;
  timingFunc?: string;
}

export interface PageParams {
  pageId: number;
  route: string;
  isTab: boolean;
  depth: number;
  canGoBack: boolean;
  showHome: boolean;
  nav: Partial<Nav>;
  tabBarVisible: boolean;
}

export interface NavParams extends Partial<Nav> {
  pageId: number;
  animation?: Animation;
}

export interface TabItem {
  pagePath: string;
  text: string;
  iconPath?: string;
  selectedIconPath?: string;
  /** Ready-made by the host; the paths alone mean nothing on the shell's origin. */
  iconUrl?: string;
  selectedIconUrl?: string;
  badge?: string;
  redDot?: boolean;
  visible?: boolean;
}

export interface TabBarParams {
  list: TabItem[];
  color?: string;
  selectedColor?: string;
  backgroundColor?: string;
  borderStyle?: string;
  position?: 'bottom' | 'top';
  custom?: boolean;
  selected?: number;
  visible?: boolean;
  animation?: boolean;
}

export interface AppParams {
  appid?: string;
  name: string;
  icon?: string;
  version?: string;
  theme?: Theme;
  description?: string;
}

/** What the launcher can open from besides a path: a QR code, a file that the user chooses. */
export type LauncherSource = 'scan' | 'file';

export interface MenuItem {
  action: string;
  text: string;
  icon?: string;
}

export interface MenuParams {
  shareable?: boolean;
  items?: MenuItem[];
}

export interface ModalParams {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  cancelColor?: string;
  confirmText?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}

export interface ActionSheetParams {
  itemList: string[];
  itemColor?: string;
  alertText?: string;
}

export interface PermissionParams {
  scope: string;
  title?: string;
  desc?: string;
  appName?: string;
  icon?: string;
}

export type PickerMode = 'selector' | 'multiSelector' | 'time' | 'date' | 'region';

export interface PickerParams {
  mode?: PickerMode;
  headerText?: string;
  range?: unknown;
  rangeKey?: string;
  value?: unknown;
  start?: string;
  end?: string;
  fields?: string;
  level?: string;
  customItem?: string;
}

export type PreviewSource = string | { url: string; type?: 'image' | 'video'; poster?: string };

export interface PreviewParams {
  urls: PreviewSource[];
  /** A URL of the list or an index into it. */
  current?: string | number;
  kind?: string;
}

export interface ContextMenuParams {
  /** `image`: the long-press menu of a picture, whose one item the chrome carries out itself. */
  type?: string;
  src?: string;
  items?: { text: string; destructive?: boolean; disabled?: boolean }[];
  x?: number;
  y?: number;
  title?: string;
}

export interface SettingsParams {
  appName?: string;
  scopes: { scope: string; title?: string; granted: boolean }[];
}

/** What a page's `onShareAppMessage` gave. */
export interface ShareParams {
  title: string;
  /** Of the shared page, with its query. */
  path: string;
  imageUrl?: string;
  /** The shell adds these. */
  appName?: string;
  icon?: string;
}

export interface SplashParams {
  name: string;
  icon?: string;
}

export interface FatalParams {
  title?: string;
  message: string;
  detail?: string;
}

/** Commands that want exactly one `reply`, with what they carry besides `request`. */
export interface RequestParams {
  modal: ModalParams;
  actionSheet: ActionSheetParams;
  permission: PermissionParams;
  picker: PickerParams;
  previewImage: PreviewParams;
  contextMenu: ContextMenuParams;
  settings: SettingsParams;
  share: ShareParams;
}
export type RequestKind = keyof RequestParams;

/** What each request is answered with. */
export interface RequestResults {
  modal: { confirm: boolean; cancel: boolean; content?: string };
  actionSheet: { tapIndex: number } | { cancel: true };
  permission: { granted: boolean };
  picker: { value: unknown; code?: string[]; postcode?: string } | { cancel: true };
  previewImage: { closed: true };
  contextMenu: { tapIndex: number } | { cancel: true };
  settings: { scopes: Record<string, boolean> };
  share: { confirm: true } | { cancel: true };
}

export interface LauncherEntry {
  id: string;
  name: string;
  icon?: string;
  path: string;
  /** Milliseconds since 1970. */
  lastOpened?: number;
  bundled: boolean;
  appid: string;
  description?: string;
}

/** One command as it arrives; `params` is checked where it is used. */
export interface ChromeMessage {
  command: string;
  params: Record<string, unknown>;
}

export interface ChromeEvents {
  back: Record<string, never>;
  home: Record<string, never>;
  tab: { index: number; pagePath: string; text: string };
  tabDoubleTap: { index: number; pagePath: string; text: string };
  navDoubleTap: Record<string, never>;
  menu: { action: string };
  reply: { request: RequestId; result: unknown };
  pickerColumn: { request: RequestId; column: number; value: number };
}

/** Host commands the chrome may call: arguments and result. */
export interface HostCalls {
  shell_ready: [Record<string, never>, null];
  shell_raise: [{ raised: boolean }, null];
  shell_save_image: [{ url: string }, null];
  launcher_list: [Record<string, never>, LauncherEntry[]];
  launcher_open: [{ id: string }, null];
  launcher_open_path: [{ path: string }, null];
  launcher_scan: [Record<string, never>, null];
  launcher_pick: [Record<string, never>, null];
  launcher_remove: [{ id: string }, null];
}
