import { Capsule } from './bars/capsule';
import { NavBar } from './bars/nav-bar';
import { StatusBar } from './bars/status-bar';
import { TabBar } from './bars/tab-bar';
import type { Bridge } from './bridge/bridge';
import { copyText } from './clipboard';
import { actionSheet, contextMenu } from './dialogs/action-sheet';
import { about, appMenu } from './dialogs/app-menu';
import { modal } from './dialogs/modal';
import { permission } from './dialogs/permission';
import { settings } from './dialogs/settings';
import { shareCard } from './dialogs/share-card';
import { h, setStyle } from './dom';
import { Notice } from './notice';
import { Raise } from './overlay/raise';
import { isRequest, type Presenter, RequestQueue, type Shown } from './overlay/requests';
import { type Overlay, Stage } from './overlay/stage';
import { picker } from './picker/picker';
import { preview } from './preview/preview';
import type { ChromeMessage, RequestId, RequestKind, RequestParams, RequestResults } from './protocol';
import { Fatal } from './screens/fatal';
import { Launcher } from './screens/launcher';
import { Splash } from './screens/splash';
import { type ChromeState, initialState, isLightFront, reduce } from './state';
import { strings } from './strings';

/** Commands after which nobody is left who asked something. */
const ENDS_PROGRAM = new Set(['screen', 'splash', 'fatal']);

/** Puts the parts together: commands in, state, drawing, events out. */
export class Chrome implements Presenter {
  state: ChromeState;
  private readonly root: HTMLElement;
  private readonly top: HTMLElement;
  private readonly raise: Raise;
  private readonly stage: Stage;
  private readonly requests: RequestQueue;
  private readonly notice: Notice;
  private readonly navBar: NavBar;
  private readonly capsule: Capsule;
  private readonly tabBar: TabBar;
  private readonly splash = new Splash();
  private readonly fatal: Fatal;
  private readonly launcher: Launcher;
  /** The capsule menu or what was opened from it. */
  private own: Shown | null = null;

  constructor(
    container: HTMLElement,
    private readonly bridge: Bridge,
  ) {
    const dark = typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches;
    this.state = initialState(dark ? 'dark' : 'light');
    this.raise = new Raise((raised) => bridge.call('shell_raise', { raised }));
    this.navBar = new NavBar({
      back: () => bridge.event('back', {}),
      home: () => bridge.event('home', {}),
      doubleTap: () => bridge.event('navDoubleTap', {}),
    });
    this.capsule = new Capsule(() => this.openMenu(), () => this.menuAction('exit'));
    this.tabBar = new TabBar({
      tab: (payload) => bridge.event('tab', payload),
      doubleTap: (payload) => bridge.event('tabDoubleTap', payload),
    });
    this.fatal = new Fatal((action) => this.menuAction(action));
    this.notice = new Notice(this.raise);
    this.launcher = new Launcher(bridge, (text) => void this.notice.show(text));
    this.top = h('div', { class: 'top' }, new StatusBar().element, this.navBar.element);
    this.root = h('div', { class: 'chrome' }, this.launcher.element, this.splash.element, this.top, this.tabBar.element, this.fatal.element, this.capsule.element);
    this.stage = new Stage(this.raise, this.root);
    this.requests = new RequestQueue(this, (request, result) => bridge.event('reply', { request, result }));
    container.replaceChildren(this.root, this.stage.element, this.notice.element);
    addEventListener('resize', () => this.draw());
    this.draw();
  }

  async start(): Promise<void> {
    await this.bridge.listen((message) => this.receive(message));
    await this.bridge.call('shell_ready', {});
  }

  receive(message: ChromeMessage): void {
    const params = message.params ?? {};
    const { command } = message;
    if (isRequest(command)) {
      this.requests.open(command, params);
      return;
    }
    if (ENDS_PROGRAM.has(command)) {
      this.requests.drop();
      this.closeOwn();
    }
    this.act(command, params);
    const next = reduce(this.state, { command, params });
    if (next === this.state) return;
    this.state = next;
    this.draw();
  }

  present<K extends RequestKind>(kind: K, request: RequestId, params: RequestParams[K], finish: (result: RequestResults[K]) => void): Shown {
    // Something that asks goes before the menu the user was looking at.
    this.closeOwn();
    const overlay = this.build(kind, request, params as never, finish as never);
    return this.stage.show(overlay, kind === 'previewImage' ? 'preview' : 'dialog');
  }

  private build(kind: RequestKind, request: RequestId, params: never, finish: never): Overlay {
    switch (kind) {
      case 'modal':
        return modal(params, finish);
      case 'actionSheet':
        return actionSheet(params, finish);
      case 'permission':
        return permission(this.withApp<RequestParams['permission']>(params), finish);
      case 'contextMenu':
        return contextMenu(params, finish, (url) => void this.save(url));
      case 'settings':
        return settings(params, finish);
      case 'share':
        return shareCard(this.withApp<RequestParams['share']>(params), finish, (path) => void this.copy(path));
      case 'picker':
        return picker(params, finish, (column, value) => this.bridge.event('pickerColumn', { request, column, value }));
      case 'previewImage':
        return preview(params, finish, (url) => void this.save(url));
    }
  }

  /** Who asks, from the running mini-program where the request does not say. */
  private withApp<P extends { appName?: string; icon?: string }>(params: P): P {
    const { app } = this.state;
    return { ...params, appName: params.appName || app?.name, icon: params.icon || app?.icon };
  }

  private async copy(text: string): Promise<void> {
    void this.notice.show((await copyText(text)) ? strings.copied : strings.copyFailed);
  }

  private act(command: string, params: Record<string, unknown>): void {
    switch (command) {
      case 'notice':
        void this.notice.show(String(params.text ?? ''));
        break;
      case 'toastClear':
        void this.notice.clear();
        break;
      case 'dismiss': {
        const request = params.request;
        this.requests.dismiss(typeof request === 'number' || typeof request === 'string' ? request : undefined);
        if (request === undefined || request === null) this.closeOwn();
        break;
      }
      case 'pickerUpdate': {
        const { request, ...changes } = params;
        if (typeof request === 'number' || typeof request === 'string') this.requests.update(request, changes);
        break;
      }
      case 'settled':
        void this.settled(params.request);
        break;
      case 'openMenu':
        this.openMenu();
        break;
      case 'hardwareBack':
        if (!this.stage.back() && this.state.fatal) this.menuAction('exit');
        break;
    }
  }

  private draw(): void {
    const { state } = this;
    const { layout, page } = state;
    const html = document.documentElement;
    html.dataset.theme = layout.theme;
    html.dataset.view = state.fatal ? 'fatal' : state.splash ? 'splash' : state.view;
    setStyle(html, '--status-height', `${layout.statusBarHeight}px`);
    setStyle(html, '--nav-height', `${layout.navigationBarHeight}px`);
    setStyle(html, '--tab-height', `${layout.tabBarHeight}px`);
    setStyle(html, '--safe-bottom', `${layout.safeAreaBottom}px`);
    // Room the title leaves on both sides: that of the capsule, so that it stays in the middle.
    const reserve = Math.max(innerWidth - layout.menuButton[0], layout.menuButton[2]) + 8;
    setStyle(html, '--nav-reserve', `${Math.min(reserve, innerWidth / 3)}px`);
    this.navBar.update(state, this.top);
    if (!page || state.view === 'launcher') this.top.classList.toggle('front-light', layout.theme === 'dark');
    else this.top.classList.toggle('front-light', isLightFront(page.nav.frontColor));
    this.capsule.update(state);
    this.tabBar.update(state);
    this.splash.update(state);
    this.launcher.update(state);
    // Above a page that may still be shown.
    const held = state.fatal ? this.raise.hold(this.fatal) : this.raise.release(this.fatal);
    void held.then(() => this.fatal.update(this.state.fatal));
    if (!state.fatal) this.fatal.update(null);
  }

  /** Answers when what was sent before is on the screen: pictures decoded, two frames drawn. */
  private async settled(request: unknown): Promise<void> {
    if (typeof request !== 'number' && typeof request !== 'string') return;
    // A picture that does not load is no reason to wait.
    await Promise.allSettled([...document.images].map(async (image) => image.decode()));
    requestAnimationFrame(() => requestAnimationFrame(() => this.bridge.event('reply', { request, result: {} })));
  }

  private openMenu(): void {
    if (this.stage.open || !this.state.page) return;
    this.own = this.stage.show(
      appMenu(this.state, (action) => {
        void this.closeOwn();
        if (action === 'about') this.openAbout();
        if (action !== null) this.menuAction(action);
      }),
    );
  }

  private openAbout(): void {
    if (this.stage.open) return;
    this.own = this.stage.show(about(this.state, () => void this.closeOwn()));
  }

  private closeOwn(): Promise<void> {
    const { own } = this;
    this.own = null;
    return own ? own.close() : Promise.resolve();
  }

  private menuAction(action: string): void {
    this.bridge.event('menu', { action });
  }

  private async save(url: string): Promise<void> {
    try {
      await this.bridge.call('shell_save_image', { url });
      await this.notice.show(strings.saved);
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      await this.notice.show(reason ? `${strings.saveFailed}: ${reason}` : strings.saveFailed);
    }
  }
}
