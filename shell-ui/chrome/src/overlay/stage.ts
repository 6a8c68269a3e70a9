import { animationsDone, h } from '../dom';
import type { Raise } from './raise';
import type { Shown } from './requests';

/** What a dialog hands to the stage. */
export interface Overlay {
  element: HTMLElement;
  /** `center`, `bottom` (sheet), `full` or `free` (places itself). */
  placement: 'center' | 'bottom' | 'full' | 'free';
  cancel(): void;
  /** False where a tap beside it must not close it. */
  maskCloses?: boolean;
  /** Takes the focus when it opens; the overlay itself where none is given. */
  focus?: HTMLElement;
  update?(params: Record<string, unknown>): void;
  closed?(): void;
}

const FOCUSABLE = 'button:not([disabled]), input:not([disabled]), textarea, [tabindex="0"], a[href], video[controls]';

interface Layer {
  root: HTMLElement;
  overlay: Overlay;
  before: Element | null;
}

/** Shows overlays above everything, keeps the focus in the topmost and gives it back after. */
export class Stage {
  readonly element = h('div', { class: 'stage' });
  private readonly layers: Layer[] = [];

  constructor(
    private readonly raise: Raise,
    private readonly background: HTMLElement,
  ) {
    document.addEventListener('keydown', (event) => this.key(event));
    const { dataset } = document.documentElement;
    document.addEventListener('keydown', () => { dataset.keys = ''; }, { capture: true });
    document.addEventListener('pointerdown', () => { delete dataset.keys; }, { capture: true });
  }

  get open(): boolean {
    return this.layers.length > 0;
  }

  show(overlay: Overlay, level: 'dialog' | 'preview' = 'dialog'): Shown {
    const mask = h('div', {
      class: 'mask',
      onclick: () => {
        if (overlay.maskCloses) overlay.cancel();
      },
    });
    const root = h('div', { class: `layer layer-${overlay.placement} layer-${level}` }, overlay.placement === 'full' ? null : mask, overlay.element);
    if (!overlay.element.hasAttribute('tabindex')) overlay.element.tabIndex = -1;
    const layer: Layer = { root, overlay, before: document.activeElement };
    if (level === 'preview') this.layers.unshift(layer);
    else this.layers.push(layer);
    // Invisible until the host has put the shell on top, or the animation would run unseen.
    root.classList.add('waiting');
    if (level === 'preview') this.element.prepend(root);
    else this.element.append(root);
    this.guard();
    void this.raise.hold(layer).then(() => {
      root.classList.remove('waiting');
      if (this.layers.at(-1) === layer) (overlay.focus ?? overlay.element).focus({ preventScroll: true });
    });
    let closing: Promise<void> | null = null;
    return {
      cancel: () => overlay.cancel(),
      update: (params) => overlay.update?.(params),
      close: () => {
        closing ??= this.remove(layer);
        return closing;
      },
    };
  }

  /** The back key; false when nothing is open. */
  back(): boolean {
    const top = this.layers.at(-1);
    top?.overlay.cancel();
    return top !== undefined;
  }

  private async remove(layer: Layer): Promise<void> {
    const index = this.layers.indexOf(layer);
    const wasTop = index === this.layers.length - 1;
    this.layers.splice(index, 1);
    this.guard();
    layer.root.classList.add('leaving');
    layer.root.inert = true;
    if (wasTop) this.restoreFocus(layer);
    await animationsDone(layer.root);
    layer.root.remove();
    layer.overlay.closed?.();
    await this.raise.release(layer);
  }

  private restoreFocus(layer: Layer): void {
    const top = this.layers.at(-1);
    if (top) (top.overlay.focus ?? top.overlay.element).focus({ preventScroll: true });
    else if (layer.before instanceof HTMLElement && layer.before.isConnected) layer.before.focus({ preventScroll: true });
  }

  /** Only the topmost overlay can be reached. */
  private guard(): void {
    this.background.inert = this.open;
    for (const layer of this.layers) layer.root.inert = layer !== this.layers.at(-1);
  }

  private key(event: KeyboardEvent): void {
    const top = this.layers.at(-1);
    if (!top || event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      top.overlay.cancel();
    } else if (event.key === 'Tab') {
      this.cycle(top, event);
    }
  }

  private cycle(layer: Layer, event: KeyboardEvent): void {
    const all = [...layer.overlay.element.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const first = all[0];
    const last = all.at(-1);
    const active = document.activeElement;
    if (!first || !last) {
      event.preventDefault();
      layer.overlay.element.focus();
    } else if (event.shiftKey && (active === first || active === layer.overlay.element)) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && (active === last || !layer.overlay.element.contains(active))) {
      event.preventDefault();
      first.focus();
    }
  }
}
