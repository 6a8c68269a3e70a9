import { h, setStyle } from '../dom';
import { icon } from '../icons';
import type { Overlay } from '../overlay/stage';
import type { PreviewParams, RequestResults } from '../protocol';
import { strings } from '../strings';
import { Slide } from './slide';

/** Two taps closer together than this are one double tap (Android's value). */
const DOUBLE_TAP_MS = 300;
const GAP = 16;

interface Finger {
  x: number;
  y: number;
}

/** wx.previewImage: swipe between, pinch, wheel or double tap to magnify, tap to leave. */
export function preview(
  params: PreviewParams,
  finish: (result: RequestResults['previewImage']) => void,
  save: (url: string) => void,
): Overlay {
  const view = new Preview(params, () => finish({ closed: true }), save);
  return { element: view.element, placement: 'full', cancel: () => finish({ closed: true }), closed: () => view.leave() };
}

class Preview {
  readonly element: HTMLElement;
  private readonly track = h('div', { class: 'preview-track' });
  private readonly counter = h('div', { class: 'preview-counter', 'aria-live': 'polite' });
  private readonly saveButton: HTMLButtonElement;
  private readonly slides: Slide[];
  private readonly fingers = new Map<number, Finger>();
  private index: number;
  /** How far the track is pulled from the picture in sight. */
  private pull = 0;
  private moved = false;
  private wasPinch = false;
  private speed = 0;
  private lastTime = 0;
  private tap = 0;
  private lastTap = { time: Number.NEGATIVE_INFINITY, x: 0, y: 0 };
  private readonly resize = (): void => {
    this.current()?.settle();
    this.go(this.index, false);
  };

  constructor(
    params: PreviewParams,
    private readonly close: () => void,
    save: (url: string) => void,
  ) {
    const count = params.urls.length;
    this.slides = params.urls.map((source, index) => new Slide(source, `${strings.picture} ${index + 1} ${strings.of} ${count}`));
    const given = typeof params.current === 'number' ? params.current : this.slides.findIndex((slide) => slide.url === params.current);
    this.index = Math.min(Math.max(given, 0), Math.max(count - 1, 0));
    this.saveButton = h('button', { type: 'button', class: 'preview-button', 'aria-label': strings.save, title: strings.save, onclick: () => {
      const slide = this.current();
      if (slide) save(slide.url);
    } }, icon('save', 22));
    this.element = h(
      'div',
      { class: 'preview', role: 'dialog', 'aria-modal': 'true', 'aria-label': strings.picture, tabindex: '-1' },
      this.track,
      h('div', { class: 'preview-top' }, h('button', { type: 'button', class: 'preview-button', 'aria-label': strings.close, title: strings.close, onclick: close }, icon('close', 20)), this.counter),
      h('div', { class: 'preview-bottom' }, this.saveButton),
    );
    this.slides.forEach((slide, index) => {
      setStyle(slide.element, 'left', `calc(${index} * (100% + ${GAP}px))`);
      this.track.append(slide.element);
    });
    this.track.addEventListener('pointerdown', (event) => this.down(event));
    this.track.addEventListener('pointermove', (event) => this.drag(event));
    this.track.addEventListener('pointerup', (event) => this.up(event));
    this.track.addEventListener('pointercancel', (event) => this.up(event));
    this.element.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.key(event));
    addEventListener('resize', this.resize);
    this.go(this.index, false);
  }

  leave(): void {
    clearTimeout(this.tap);
    removeEventListener('resize', this.resize);
  }

  private current(): Slide | undefined {
    return this.slides[this.index];
  }

  private go(index: number, animated: boolean): void {
    const target = Math.min(Math.max(index, 0), Math.max(this.slides.length - 1, 0));
    if (target !== this.index) this.current()?.reset();
    this.index = target;
    this.pull = 0;
    for (const near of [target, target + 1, target - 1]) this.slides[near]?.load();
    this.counter.textContent = this.slides.length > 1 ? `${target + 1} / ${this.slides.length}` : '';
    this.saveButton.hidden = this.current()?.isVideo === true;
    this.slides.forEach((slide, at) => { slide.element.inert = at !== target; });
    this.apply(animated);
  }

  private apply(animated: boolean): void {
    this.track.classList.toggle('animated', animated);
    setStyle(this.track, 'transform', `translateX(calc(${-this.index} * (100% + ${GAP}px) + ${this.pull}px))`);
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || this.current()?.isVideo) return;
    this.track.setPointerCapture?.(event.pointerId);
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.fingers.size === 1) {
      this.moved = false;
      this.wasPinch = false;
      this.speed = 0;
      this.lastTime = event.timeStamp;
    } else {
      this.wasPinch = true;
      this.pull = 0;
      this.apply(true);
    }
  }

  private drag(event: PointerEvent): void {
    const finger = this.fingers.get(event.pointerId);
    const slide = this.current();
    if (!finger || !slide) return;
    const dx = event.clientX - finger.x;
    const dy = event.clientY - finger.y;
    if (!this.moved && !this.wasPinch && Math.hypot(dx, dy) < 5) return;
    this.moved = true;
    const before = this.spread();
    finger.x = event.clientX;
    finger.y = event.clientY;
    const after = this.spread();
    if (before && after) {
      slide.zoom(after.distance / Math.max(before.distance, 1), after.x, after.y);
      slide.pan(after.x - before.x, after.y - before.y);
      return;
    }
    if (this.wasPinch) return;
    this.speed = dx / Math.max(event.timeStamp - this.lastTime, 1);
    this.lastTime = event.timeStamp;
    const rest = slide.magnified && this.pull === 0 ? slide.pan(dx, dy) : dx;
    const first = this.index === 0 && this.pull + rest > 0;
    const last = this.index === this.slides.length - 1 && this.pull + rest < 0;
    this.pull += first || last ? rest / 3 : rest;
    this.apply(false);
  }

  private up(event: PointerEvent): void {
    if (!this.fingers.delete(event.pointerId)) return;
    if (this.fingers.size > 0) return;
    const slide = this.current();
    if (this.wasPinch) {
      slide?.settle();
    } else if (this.moved) {
      // Half the width, or a flick (px/ms) in that direction.
      const flick = Math.abs(this.speed) > 0.4 && Math.sign(this.speed) === Math.sign(this.pull);
      const far = Math.abs(this.pull) > innerWidth / 2;
      const step = this.pull !== 0 && (flick || far) ? -Math.sign(this.pull) : 0;
      if (!step) slide?.settle();
      this.go(this.index + step, true);
    } else if (event.type === 'pointerup') {
      this.tapped(event);
    }
  }

  private tapped(event: PointerEvent): void {
    const { time, x, y } = this.lastTap;
    const twice = event.timeStamp - time < DOUBLE_TAP_MS && Math.hypot(event.clientX - x, event.clientY - y) < 40;
    clearTimeout(this.tap);
    if (twice) {
      this.lastTap.time = Number.NEGATIVE_INFINITY;
      this.current()?.toggle(event.clientX, event.clientY);
      return;
    }
    this.lastTap = { time: event.timeStamp, x: event.clientX, y: event.clientY };
    // Wait: it may be the first half of a double tap.
    this.tap = window.setTimeout(this.close, DOUBLE_TAP_MS);
  }

  private spread(): { x: number; y: number; distance: number } | null {
    const [a, b] = [...this.fingers.values()];
    if (!a || !b) return null;
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, distance: Math.hypot(a.x - b.x, a.y - b.y) };
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const slide = this.current();
    const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * 40;
    slide?.zoom(Math.exp(-Math.max(-120, Math.min(120, pixels)) / 300), event.clientX, event.clientY);
    slide?.settle();
  }

  private key(event: KeyboardEvent): void {
    if (event.target instanceof HTMLVideoElement) return;
    const middle: [number, number] = [innerWidth / 2, innerHeight / 2];
    if (event.key === 'ArrowLeft') this.go(this.index - 1, true);
    else if (event.key === 'ArrowRight') this.go(this.index + 1, true);
    else if (event.key === '+' || event.key === '=') this.current()?.zoom(1.5, ...middle);
    else if (event.key === '-') {
      this.current()?.zoom(1 / 1.5, ...middle);
      this.current()?.settle();
    } else return;
    event.preventDefault();
  }
}
