import { h } from '../dom';
import { icon } from '../icons';
import type { FatalParams } from '../protocol';
import { strings } from '../strings';

/** The mini-program cannot go on. */
export class Fatal {
  readonly element = h('div', { class: 'fatal', role: 'alert', hidden: true });
  private shown: FatalParams | null = null;

  constructor(private readonly act: (action: 'reload' | 'exit') => void) {}

  update(fatal: FatalParams | null): void {
    if (fatal === this.shown) return;
    this.shown = fatal;
    this.element.hidden = !fatal;
    if (!fatal) {
      this.element.replaceChildren();
      return;
    }
    const back = h('button', { type: 'button', class: 'button button-primary', onclick: () => this.act('exit') }, strings.fatalBack);
    this.element.replaceChildren(
      h('div', { class: 'fatal-glyph' }, icon('warning', 40)),
      h('h1', { class: 'fatal-title' }, fatal.title || strings.fatalTitle),
      h('p', { class: 'fatal-message' }, fatal.message ?? ''),
      ...(fatal.detail ? [h('details', { class: 'fatal-detail' }, h('summary', {}, strings.showDetail), h('pre', {}, fatal.detail))] : []),
      h('div', { class: 'fatal-buttons' }, back, h('button', { type: 'button', class: 'button', onclick: () => this.act('reload') }, strings.reload)),
    );
    back.focus({ preventScroll: true });
  }
}
