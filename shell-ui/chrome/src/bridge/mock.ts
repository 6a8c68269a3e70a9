import type { ChromeEvents, ChromeMessage, HostCalls, LauncherEntry, Theme } from '../protocol';
import type { Bridge } from './bridge';
import { ENTRIES, launch, layout, SCENES, TABS } from './mock-scenes';

/** What tests and the browser console use. */
export interface MockHandle {
  send(command: string, params?: Record<string, unknown>): void;
  events: { name: string; payload: unknown }[];
  calls: { command: string; args: unknown }[];
  raised: boolean;
  /** Rejections to give instead of an answer, by host command. */
  failures: Record<string, string>;
}

declare global {
  interface Window {
    mock?: MockHandle;
  }
}

/**
 * A host that is not there: for development and tests in a plain browser. `?mock` starts at the
 * launcher, `?mock=<scene>` with a scene of mock-scenes.ts, `?theme=dark` and `?lang=zh` as named.
 */
export class MockBridge implements Bridge {
  private handler: (message: ChromeMessage) => void = () => {};
  private entries: LauncherEntry[] = ENTRIES.map((entry) => ({ ...entry }));
  private readonly query = new URLSearchParams(location.search);
  private readonly page = document.createElement('div');
  readonly handle: MockHandle = {
    send: (command, params = {}) => {
      this.placePage(command, params);
      this.handler({ command, params });
    },
    events: [],
    calls: [],
    raised: false,
    failures: {},
  };

  async listen(handler: (message: ChromeMessage) => void): Promise<void> {
    this.handler = handler;
    window.mock = this.handle;
    document.documentElement.classList.add('mock');
    this.page.className = 'mock-page';
    this.page.hidden = true;
    document.body.prepend(this.page);
  }

  event<K extends keyof ChromeEvents>(name: K, payload: ChromeEvents[K]): void {
    this.handle.events.push({ name, payload });
    const { send } = this.handle;
    if (name === 'tab') {
      const { index } = payload as ChromeEvents['tab'];
      send('page', { ...launch().page, nav: { ...launch().page.nav, title: TABS.list[index]?.text ?? '' } });
      send('tabBar', { ...TABS, selected: index });
    } else if (name === 'back' || name === 'home') {
      send('page', launch().page);
    } else if (name === 'menu' && (payload as ChromeEvents['menu']).action === 'exit') {
      send('screen', { view: 'launcher' });
    }
  }

  async call<K extends keyof HostCalls>(command: K, args: HostCalls[K][0]): Promise<HostCalls[K][1]> {
    this.handle.calls.push({ command, args });
    const failure = this.handle.failures[command];
    if (failure !== undefined) throw new Error(failure);
    switch (command) {
      case 'shell_ready':
        this.ready();
        break;
      case 'shell_raise':
        this.handle.raised = (args as HostCalls['shell_raise'][0]).raised;
        break;
      case 'launcher_list':
        return this.entries as HostCalls[K][1];
      case 'launcher_remove':
        this.entries = this.entries.filter((entry) => entry.id !== (args as { id: string }).id);
        break;
      case 'launcher_open': {
        const entry = this.entries.find(({ id }) => id === (args as { id: string }).id);
        this.start(entry?.name ?? '', entry?.icon);
        break;
      }
      case 'launcher_open_path':
        this.start((args as { path: string }).path.split('/').pop() ?? '');
        break;
    }
    return null as HostCalls[K][1];
  }

  private ready(): void {
    const theme = this.query.get('theme') as Theme | null;
    this.handle.send('layout', layout(theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')));
    const scene = this.query.get('mock') || 'launcher';
    if (scene === 'empty') this.entries = [];
    for (const [command, params] of SCENES[scene] ?? SCENES.launcher ?? []) this.handle.send(command, params);
  }

  private start(name: string, icon?: string): void {
    const { send } = this.handle;
    send('splash', { name, icon });
    window.setTimeout(() => {
      const { app, page } = launch();
      send('app', { ...app, name, icon });
      send('menu', { shareable: true });
      send('tabBar', TABS as unknown as Record<string, unknown>);
      send('page', page);
    }, 900);
  }

  /** Stands where the host would lay a page webview. */
  private placePage(command: string, params: Record<string, unknown>): void {
    if (['screen', 'splash', 'fatal'].includes(command)) this.page.hidden = true;
    if (command !== 'page') return;
    this.page.hidden = false;
    const custom = (params.nav as { style?: string } | undefined)?.style === 'custom';
    this.page.style.top = custom ? '0' : '68px';
    this.page.style.bottom = params.isTab ? '50px' : '0';
  }
}
