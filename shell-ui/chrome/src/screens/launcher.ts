import type { Bridge } from '../bridge/bridge';
import { h } from '../dom';
import { icon, type IconName } from '../icons';
import type { LauncherEntry } from '../protocol';
import type { ChromeState } from '../state';
import { ago, strings } from '../strings';
import { appIcon } from './app-icon';
import { SwipeRow } from './swipe-row';

/** Entries that match what was typed: every word in name, appid, description or path. */
export function matching(entries: LauncherEntry[], query: string): LauncherEntry[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = `${entry.name} ${entry.appid} ${entry.description ?? ''} ${entry.path}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Recent ones (opened at some time, latest first) and bundled ones. */
export function sections(entries: LauncherEntry[]): { recent: LauncherEntry[]; bundled: LauncherEntry[] } {
  const recent = entries.filter((entry) => entry.lastOpened !== undefined && entry.lastOpened !== null);
  recent.sort((a, b) => (b.lastOpened ?? 0) - (a.lastOpened ?? 0));
  // What was neither opened nor bundled (just installed) must be found somewhere: first in the list.
  const fresh = entries.filter((entry) => !entry.bundled && !recent.includes(entry));
  return { recent: [...fresh, ...recent], bundled: entries.filter((entry) => entry.bundled) };
}

/** The home screen: what to run. */
export class Launcher {
  readonly element: HTMLElement;
  private readonly list = h('div', { class: 'launcher-list' });
  private readonly greeting = h('h1', { class: 'launcher-greeting' });
  private readonly search: HTMLInputElement;
  private readonly clear: HTMLButtonElement;
  private readonly path: HTMLInputElement;
  private readonly pathButton: HTMLButtonElement;
  private readonly scan: HTMLButtonElement;
  private readonly pick: HTMLButtonElement;
  private readonly pathError = h('p', { class: 'path-error', role: 'alert', hidden: true });
  private entries: LauncherEntry[] | null = null;
  private failure = '';
  private visits = 0;
  private busy = false;

  constructor(
    private readonly bridge: Bridge,
    private readonly notice: (text: string) => void,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.search = h('input', { class: 'search-input', type: 'text', inputmode: 'search', placeholder: strings.search, 'aria-label': strings.search, spellcheck: 'false', oninput: () => this.draw() });
    this.clear = h('button', { type: 'button', class: 'search-clear', 'aria-label': strings.clear, hidden: true, onclick: () => this.reset() }, icon('close', 12));
    this.search.addEventListener('keydown', (event) => this.searchKey(event));
    this.path = h('input', { class: 'path-input', type: 'text', placeholder: strings.openPathHint, 'aria-label': strings.openPathHint, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', oninput: () => this.pathChanged() });
    this.pathButton = h('button', { type: 'submit', class: 'path-button', 'aria-label': strings.open, disabled: true }, icon('arrow', 18));
    this.scan = this.sourceButton('scan', strings.scan, 'launcher_scan');
    this.pick = this.sourceButton('folder', strings.pickFile, 'launcher_pick');
    const form = h('form', { class: 'path-form', onsubmit: (event: Event) => this.openPath(event) }, icon('folder', 20), this.path, this.scan, this.pick, this.pathButton);
    this.element = h(
      'main',
      { class: 'launcher' },
      h(
        'div',
        { class: 'launcher-scroll' },
        h('header', { class: 'launcher-head' }, this.greeting, h('p', { class: 'launcher-line' }, strings.launcherLine)),
        h('div', { class: 'search', role: 'search' }, icon('search', 18), this.search, this.clear),
        this.list,
      ),
      h('section', { class: 'launcher-open' }, h('h2', { class: 'visually-hidden' }, strings.openPath), this.pathError, form),
    );
  }

  private sourceButton(glyph: IconName, label: string, command: 'launcher_scan' | 'launcher_pick'): HTMLButtonElement {
    const press = async (): Promise<void> => {
      const failure = await this.attempt(() => this.bridge.call(command, {}));
      if (failure !== null) this.notice(failure || strings.openFailed);
    };
    return h('button', { type: 'button', class: 'source-button', 'aria-label': label, hidden: true, onclick: () => void press() }, icon(glyph, 20));
  }

  update(state: ChromeState): void {
    this.element.hidden = state.view !== 'launcher';
    this.scan.hidden = !state.launcherSources.includes('scan');
    this.pick.hidden = !state.launcherSources.includes('file');
    if (state.view !== 'launcher' || state.launcherVisits === this.visits) return;
    this.visits = state.launcherVisits;
    const hour = this.now().getHours();
    this.greeting.textContent = hour < 5 || hour >= 18 ? strings.evening : hour < 12 ? strings.morning : strings.afternoon;
    void this.refresh();
  }

  private async refresh(): Promise<void> {
    const visit = this.visits;
    try {
      const entries = await this.bridge.call('launcher_list', {});
      if (visit !== this.visits) return;
      this.entries = entries;
      this.failure = '';
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.draw();
  }

  private draw(): void {
    this.clear.hidden = this.search.value === '';
    if (this.failure) {
      const retry = h('button', { type: 'button', class: 'button', onclick: () => void this.refresh() }, strings.retry);
      this.list.replaceChildren(this.hint('warning', strings.listFailed, this.failure), retry);
      return;
    }
    if (!this.entries) return;
    if (this.entries.length === 0) {
      this.list.replaceChildren(this.hint('empty', strings.empty, strings.emptyHint));
      return;
    }
    const found = matching(this.entries, this.search.value);
    if (found.length === 0) {
      this.list.replaceChildren(this.hint('search', strings.nothingFound, strings.nothingFoundHint));
      return;
    }
    const { recent, bundled } = sections(found);
    this.list.replaceChildren(
      ...(recent.length > 0 ? [this.section(strings.recent, h('ul', { class: 'recent' }, ...recent.map((entry) => this.row(entry))))] : []),
      ...(bundled.length > 0 ? [this.section(strings.bundled, h('ul', { class: 'grid' }, ...bundled.map((entry) => this.tile(entry))))] : []),
    );
  }

  private section(title: string, body: HTMLElement): HTMLElement {
    return h('section', { class: 'launcher-section' }, h('h2', { class: 'section-title' }, title), body);
  }

  private hint(glyph: 'empty' | 'search' | 'warning', title: string, text: string): HTMLElement {
    return h('div', { class: 'hint' }, h('div', { class: 'hint-glyph' }, icon(glyph, 36)), h('p', { class: 'hint-title' }, title), h('p', { class: 'hint-text' }, text));
  }

  private row(entry: LauncherEntry): HTMLElement {
    const when = entry.lastOpened ? ago(entry.lastOpened, this.now().getTime()) : '';
    const open = h(
      'button',
      { type: 'button', class: 'recent-open', onclick: () => this.open(entry) },
      appIcon(entry.name, entry.icon, 44),
      h('span', { class: 'recent-texts' }, h('span', { class: 'recent-name' }, entry.name), h('span', { class: 'recent-note' }, entry.description || entry.path)),
      h('span', { class: 'recent-when' }, when),
    );
    return new SwipeRow(open, `${strings.remove}: ${entry.name}`, strings.remove, () => this.remove(entry)).element;
  }

  private tile(entry: LauncherEntry): HTMLElement {
    return h(
      'li',
      {},
      h('button', { type: 'button', class: 'tile', title: entry.description, onclick: () => this.open(entry) }, appIcon(entry.name, entry.icon, 52), h('span', { class: 'tile-name' }, entry.name)),
    );
  }

  private async attempt(action: () => Promise<unknown>): Promise<string | null> {
    // A second press while the first is under way would start it twice.
    if (this.busy) return null;
    this.busy = true;
    this.element.setAttribute('aria-busy', 'true');
    try {
      await action();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this.busy = false;
      this.element.removeAttribute('aria-busy');
    }
  }

  private async open(entry: LauncherEntry): Promise<void> {
    const failure = await this.attempt(() => this.bridge.call('launcher_open', { id: entry.id }));
    if (failure !== null) this.notice(failure || strings.openFailed);
  }

  private async remove(entry: LauncherEntry): Promise<void> {
    const failure = await this.attempt(() => this.bridge.call('launcher_remove', { id: entry.id }));
    this.notice(failure === null ? strings.removed : failure);
    await this.refresh();
  }

  private async openPath(event: Event): Promise<void> {
    event.preventDefault();
    const path = this.path.value.trim();
    if (!path) return;
    this.pathError.hidden = true;
    const failure = await this.attempt(() => this.bridge.call('launcher_open_path', { path }));
    if (failure === null) {
      this.path.value = '';
      this.pathChanged();
      return;
    }
    this.pathError.textContent = failure || strings.openFailed;
    this.pathError.hidden = false;
    this.path.focus();
  }

  private pathChanged(): void {
    this.pathButton.disabled = this.path.value.trim() === '';
    this.pathError.hidden = true;
  }

  private searchKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.search.value) {
      event.stopPropagation();
      this.reset();
    } else if (event.key === 'Enter' && !event.isComposing && this.entries && this.search.value.trim()) {
      const { recent, bundled } = sections(matching(this.entries, this.search.value));
      const first = recent[0] ?? bundled[0];
      if (first) void this.open(first);
    }
  }

  private reset(): void {
    this.search.value = '';
    this.draw();
    this.search.focus();
  }
}
