import { h, setAttribute, setStyle } from '../dom';
import type { TabBarParams, TabItem } from '../protocol';
import { type ChromeState, tabBarShown } from '../state';

export interface TabEvents {
  tab(payload: { index: number; pagePath: string; text: string }): void;
  doubleTap(payload: { index: number; pagePath: string; text: string }): void;
}

/** The native tab bar. The logic decides which tab is selected; a tap only tells it. */
export class TabBar {
  readonly element = h('nav', { class: 'tab-bar', role: 'tablist', hidden: true });
  private tabs: Tab[] = [];
  private shown = false;

  constructor(private readonly events: TabEvents) {
    this.element.addEventListener('keydown', (event) => this.key(event));
  }

  update(state: ChromeState): void {
    const shown = tabBarShown(state);
    const bar = state.tabBar;
    const animated = bar?.animation === true && shown !== this.shown;
    this.shown = shown;
    this.element.hidden = !bar || bar.custom === true || !state.page?.isTab;
    this.element.classList.toggle('tab-hidden', !shown);
    this.element.classList.toggle('tab-animated', animated);
    this.element.inert = !shown;
    if (bar) this.draw(bar, state.layout.theme === 'dark');
  }

  private draw(bar: TabBarParams, dark: boolean): void {
    const { element } = this;
    element.classList.toggle('tab-top', bar.position === 'top');
    // Only `white` and `black` exist; on a dark bar a black line would not be seen anyway.
    element.classList.toggle('tab-border-white', bar.borderStyle === 'white');
    element.classList.toggle('tab-dark', dark);
    setStyle(element, '--tab-background', bar.backgroundColor);
    setStyle(element, '--tab-color', bar.color);
    setStyle(element, '--tab-selected', bar.selectedColor);
    while (this.tabs.length > bar.list.length) this.tabs.pop()?.element.remove();
    while (this.tabs.length < bar.list.length) {
      const index = this.tabs.length;
      const tab = new Tab(
        (item) => this.events.tab({ index, pagePath: item.pagePath, text: item.text }),
        (item) => this.events.doubleTap({ index, pagePath: item.pagePath, text: item.text }),
      );
      this.tabs.push(tab);
      element.append(tab.element);
    }
    // Icons are not shown on a bar at the top.
    const icons = bar.position !== 'top';
    bar.list.forEach((item, index) => { this.tabs[index]?.update(item, index === (bar.selected ?? 0), icons); });
  }

  private key(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    const visible = this.tabs.map((tab) => tab.element).filter((tab) => !tab.hidden);
    const at = visible.indexOf(document.activeElement as HTMLButtonElement);
    visible[(at + step + visible.length) % visible.length]?.focus();
    event.preventDefault();
  }
}

class Tab {
  readonly element: HTMLButtonElement;
  private readonly picture = h('img', { class: 'tab-icon', alt: '', draggable: 'false' });
  private readonly text = h('span', { class: 'tab-text' });
  private readonly badge = h('span', { class: 'tab-badge', hidden: true });
  private item: TabItem = { pagePath: '', text: '' };
  private selected = false;

  constructor(tap: (item: TabItem) => void, doubleTap: (item: TabItem) => void) {
    // A picture that does not load leaves its place empty rather than a broken sign.
    this.picture.addEventListener('error', () => this.picture.classList.add('broken'));
    this.picture.addEventListener('load', () => this.picture.classList.remove('broken'));
    this.element = h(
      'button',
      {
        type: 'button',
        class: 'tab',
        role: 'tab',
        onclick: (event: MouseEvent) => {
          // The second click of two on the tab one is on already.
          if (event.detail === 2 && this.selected) doubleTap(this.item);
          tap(this.item);
        },
      },
      h('span', { class: 'tab-mark' }, this.picture, this.badge),
      this.text,
    );
  }

  update(item: TabItem, selected: boolean, icons: boolean): void {
    this.item = item;
    this.selected = selected;
    const { element } = this;
    element.hidden = item.visible === false;
    element.classList.toggle('selected', selected);
    element.setAttribute('aria-selected', String(selected));
    element.tabIndex = selected ? 0 : -1;
    const plain = item.iconUrl || item.iconPath;
    const source = icons ? (selected ? item.selectedIconUrl || item.selectedIconPath || plain : plain) : undefined;
    setAttribute(this.picture, 'src', source || undefined);
    this.picture.hidden = !source;
    element.classList.toggle('tab-textual', !source);
    this.text.textContent = item.text;
    const badge = item.badge ?? '';
    this.badge.hidden = !badge && !item.redDot;
    this.badge.classList.toggle('tab-dot', !badge && item.redDot === true);
    // WeChat shows at most four characters.
    const chars = [...badge];
    this.badge.textContent = chars.length > 4 ? '…' : badge;
  }
}
