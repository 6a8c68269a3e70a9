import { h, setStyle } from '../dom';
import { icon } from '../icons';
import type { PreviewSource } from '../protocol';
import { strings } from '../strings';
import { contained, fitted, type Placement, type Size, zoomed } from './view-box';

/** One picture or video of a preview. */
export class Slide {
  readonly element = h('div', { class: 'slide' });
  readonly url: string;
  readonly isVideo: boolean;
  private readonly picture: HTMLImageElement | null = null;
  private place: Placement = { x: 0, y: 0, scale: 1 };
  private loaded = false;

  constructor(source: PreviewSource, label: string) {
    const { url, type, poster } = typeof source === 'string' ? { url: source, type: 'image' as const, poster: undefined } : source;
    this.url = url;
    this.isVideo = type === 'video';
    if (this.isVideo) {
      this.element.append(h('video', { src: url, poster, controls: true, playsinline: true, preload: 'metadata', 'aria-label': label }));
      return;
    }
    const spinner = h('div', { class: 'spinner spinner-light' });
    const picture = h('img', { alt: label, draggable: 'false', decoding: 'async' });
    picture.addEventListener('load', () => {
      spinner.remove();
      this.loaded = true;
      this.apply(false);
    });
    picture.addEventListener('error', () => {
      this.element.replaceChildren(h('div', { class: 'slide-broken' }, icon('warning', 32), h('span', {}, strings.brokenPicture)));
    });
    this.picture = picture;
    this.element.append(spinner, picture);
  }

  /** Starts loading; called for the picture in sight and its neighbours only. */
  load(): void {
    if (this.picture && !this.picture.hasAttribute('src')) this.picture.src = this.url;
  }

  get magnified(): boolean {
    return this.place.scale > 1.01;
  }

  /** Moves a magnified picture; returns what is left of `dx` at its edge, for the swipe. */
  pan(dx: number, dy: number): number {
    const wanted = this.place.x + dx;
    this.place = contained({ ...this.place, x: wanted, y: this.place.y + dy }, this.fit(), this.view());
    this.apply(false);
    return wanted - this.place.x;
  }

  zoom(factor: number, clientX: number, clientY: number): void {
    if (!this.loaded) return;
    const view = this.view();
    this.place = zoomed(this.place, factor, clientX - view.width / 2, clientY - view.height / 2);
    this.apply(false);
  }

  /** Between fitted and twice as large (or as large as fills the window). */
  toggle(clientX: number, clientY: number): void {
    if (!this.loaded) return;
    const view = this.view();
    const fit = this.fit();
    const fill = Math.max(view.width / fit.width, view.height / fit.height);
    const target = this.magnified ? 1 : Math.min(Math.max(fill, 2), 3);
    this.place = zoomed(this.place, target / this.place.scale, clientX - view.width / 2, clientY - view.height / 2);
    this.settle();
  }

  /** Springs back into bounds. */
  settle(): void {
    this.place = contained(this.place, this.fit(), this.view());
    if (!this.magnified) this.place = { x: 0, y: 0, scale: 1 };
    this.apply(true);
  }

  reset(): void {
    this.place = { x: 0, y: 0, scale: 1 };
    this.apply(false);
    this.element.querySelector('video')?.pause();
  }

  private view(): Size {
    return { width: innerWidth, height: innerHeight };
  }

  private fit(): Size {
    return fitted({ width: this.picture?.naturalWidth ?? 0, height: this.picture?.naturalHeight ?? 0 }, this.view());
  }

  private apply(animated: boolean): void {
    const picture = this.picture;
    if (!picture) return;
    const fit = this.fit();
    picture.classList.toggle('animated', animated);
    picture.classList.toggle('loaded', this.loaded);
    setStyle(picture, 'width', `${fit.width}px`);
    setStyle(picture, 'height', `${fit.height}px`);
    setStyle(picture, 'transform', `translate(${this.place.x}px, ${this.place.y}px) scale(${this.place.scale})`);
  }
}
