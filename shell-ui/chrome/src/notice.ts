import { animationsDone, h } from './dom';
import type { Raise } from './overlay/raise';

/** How long a line stays; WeChat's toasts stay 1.5 s, and these are sentences. */
const SHOWN_MS = 2000;

/** One short line of the shell above everything; the next replaces it. */
export class Notice {
  readonly element = h('div', { class: 'notice', role: 'status', hidden: true });
  private timer = 0;

  constructor(private readonly raise: Raise) {
    // While it is up the shell takes the taps meant for the page: any tap sends it away.
    document.addEventListener('pointerdown', () => void this.clear(), { capture: true });
  }

  async show(text: string): Promise<void> {
    clearTimeout(this.timer);
    await this.raise.hold(this);
    this.element.textContent = text;
    this.element.hidden = false;
    this.element.classList.remove('leaving');
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.clear(), SHOWN_MS);
  }

  async clear(): Promise<void> {
    clearTimeout(this.timer);
    if (this.element.hidden) return;
    this.element.classList.add('leaving');
    await animationsDone(this.element);
    if (!this.element.classList.contains('leaving')) return;
    this.element.hidden = true;
    await this.raise.release(this);
  }
}
