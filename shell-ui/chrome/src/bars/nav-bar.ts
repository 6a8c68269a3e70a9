import { h, setStyle } from '../dom';
import { icon } from '../icons';
import { type ChromeState, isLightFront } from '../state';
import { strings } from '../strings';

export interface NavEvents {
  back(): void;
  home(): void;
  doubleTap(): void;
}

/** WeChat's names of the curves of setNavigationBarColor. */
const CURVES: Record<string, string> = { linear: 'linear', easeIn: 'ease-in', easeOut: 'ease-out', easeInOut: 'ease-in-out' };

/** Title, back or home, spinner. Its colours cover the status bar too. */
export class NavBar {
  readonly element: HTMLElement;
  private readonly title = h('h1', { class: 'nav-title-text' });
  private readonly spinner = h('span', { class: 'spinner', role: 'status', 'aria-label': strings.loading, hidden: true });
  private readonly back: HTMLButtonElement;
  private readonly home: HTMLButtonElement;

  constructor(events: NavEvents) {
    this.back = h('button', { type: 'button', class: 'nav-button', 'aria-label': strings.back, onclick: () => events.back() }, icon('back', 24));
    this.home = h('button', { type: 'button', class: 'nav-button nav-home', 'aria-label': strings.home, onclick: () => events.home() }, icon('home', 20));
    this.element = h(
      'header',
      { class: 'nav-bar' },
      h('div', { class: 'nav-left' }, this.back, this.home),
      h('div', { class: 'nav-title', ondblclick: () => events.doubleTap() }, this.spinner, this.title),
    );
  }

  /** `frame` is what carries the colours: bar and status bar together. */
  update(state: ChromeState, frame: HTMLElement): void {
    const { page } = state;
    const hidden = !page || page.nav.style === 'custom';
    this.element.hidden = hidden;
    frame.classList.toggle('nav-custom', hidden);
    if (!page) return;
    const { nav, animation } = page;
    setStyle(frame, '--nav-duration', `${Math.max(animation?.duration ?? 0, 0)}ms`);
    setStyle(frame, '--nav-curve', CURVES[animation?.timingFunc ?? ''] ?? 'linear');
    setStyle(frame, '--nav-background', nav.backgroundColor);
    frame.classList.toggle('front-light', isLightFront(nav.frontColor));
    if (this.title.textContent !== nav.title) this.title.textContent = nav.title;
    this.spinner.hidden = !nav.loading;
    this.back.hidden = !page.canGoBack;
    this.home.hidden = page.canGoBack || !page.showHome;
  }
}
