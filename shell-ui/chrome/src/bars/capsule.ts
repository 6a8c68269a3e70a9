import { h, setStyle } from '../dom';
import { svg } from '../icons';
import { type ChromeState, isLightFront } from '../state';
import { strings } from '../strings';

/** The menu button at the top right: ··· and ◎. */
export class Capsule {
  readonly element: HTMLElement;

  constructor(menu: () => void, exit: () => void) {
    this.element = h(
      'div',
      { class: 'capsule', role: 'group' },
      h('button', { type: 'button', class: 'capsule-menu', 'aria-label': strings.menu, 'aria-haspopup': 'menu', onclick: menu }, dots()),
      h('span', { class: 'capsule-line' }),
      h('button', { type: 'button', class: 'capsule-exit', 'aria-label': strings.exit, onclick: exit }, target()),
    );
  }

  update(state: ChromeState): void {
    const { page, layout } = state;
    this.element.hidden = !page && !state.splash;
    const [left, top, width, height] = layout.menuButton;
    const style = this.element;
    setStyle(style, 'left', `${left}px`);
    setStyle(style, 'top', `${top}px`);
    setStyle(style, 'width', `${width}px`);
    setStyle(style, 'height', `${height}px`);
    const light = page ? isLightFront(page.nav.frontColor) : layout.theme === 'dark';
    this.element.classList.toggle('front-light', light);
  }
}

function dots(): SVGSVGElement {
  return svg(20, 8, 20, 8, [['circle', { cx: 2.6, cy: 4, r: 1.9 }], ['circle', { cx: 10, cy: 4, r: 3 }], ['circle', { cx: 17.4, cy: 4, r: 1.9 }]], 'glyph');
}

function target(): SVGSVGElement {
  return svg(20, 20, 19, 19, [['circle', { cx: 10, cy: 10, r: 8, fill: 'none', stroke: 'currentColor', 'stroke-width': 2.4 }], ['circle', { cx: 10, cy: 10, r: 3.2 }]], 'glyph');
}
