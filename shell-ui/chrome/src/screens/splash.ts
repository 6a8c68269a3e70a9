import { h } from '../dom';
import type { ChromeState } from '../state';
import { strings } from '../strings';
import { appIcon } from './app-icon';

/** While a mini-program starts: its icon, its name, three dots. */
export class Splash {
  readonly element = h('div', { class: 'splash', role: 'status', hidden: true });
  private shown: ChromeState['splash'] = null;

  update(state: ChromeState): void {
    if (state.splash === this.shown) return;
    this.shown = state.splash;
    this.element.hidden = !state.splash;
    if (!state.splash) {
      this.element.replaceChildren();
      return;
    }
    const { name, icon } = state.splash;
    this.element.replaceChildren(
      h('div', { class: 'splash-ring' }, appIcon(name, icon, 56)),
      h('div', { class: 'splash-name' }, name),
      h('div', { class: 'dots', 'aria-label': strings.loading }, h('i'), h('i'), h('i')),
    );
  }
}
