import { h } from '../dom';
import { svg } from '../icons';

/** Time, signal and battery, as a phone has them. Decoration: screen readers skip it. */
export class StatusBar {
  readonly element: HTMLElement;
  private readonly clock = h('span', { class: 'status-time' });

  constructor(now: () => Date = () => new Date()) {
    this.element = h('div', { class: 'status-bar', 'aria-hidden': 'true' }, this.clock, h('span', { class: 'status-glyphs' }, signal(), battery()));
    const tick = (): void => {
      const time = now();
      this.clock.textContent = `${time.getHours()}:${String(time.getMinutes()).padStart(2, '0')}`;
      window.setTimeout(tick, (60 - time.getSeconds()) * 1000);
    };
    tick();
  }
}

function signal(): SVGSVGElement {
  const bars = [4, 6.5, 9, 11.5].map((height, index): [string, Record<string, number>] => ['rect', { x: index * 4.6, y: 11.5 - height, width: 3, height, rx: 0.9 }]);
  return svg(17, 12, 17, 12, bars, 'glyph-signal');
}

function battery(): SVGSVGElement {
  return svg(
    26,
    12,
    25,
    12,
    [
      ['rect', { x: 0.5, y: 0.5, width: 21.5, height: 11, rx: 3.3, fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.4 }],
      ['rect', { x: 2, y: 2, width: 18.5, height: 8, rx: 2 }],
      ['path', { d: 'M23.6 4v4c1-.4 1.6-1.1 1.6-2s-.6-1.6-1.6-2z', 'fill-opacity': 0.45 }],
    ],
    'glyph-battery',
  );
}
