import { h, setStyle } from '../dom';
import { icon } from '../icons';

/** Width of the uncovered button; `.swipe-remove` has the same. */
const WIDTH = 76;

/**
 * A row with "remove" behind it: a finger draws the row to the left, a mouse finds a small cross
 * when it rests on the row, the Delete key does it at once.
 */
export class SwipeRow {
  readonly element: HTMLLIElement;
  private start: { x: number; y: number; id: number; from: number } | null = null;
  private offset = 0;
  private swiping = false;

  constructor(private readonly face: HTMLElement, label: string, text: string, remove: () => void) {
    const cross = h('button', { type: 'button', class: 'row-cross', 'aria-label': label, onclick: remove }, icon('close', 12));
    const behind = h('button', { type: 'button', class: 'swipe-remove', tabindex: '-1', 'aria-hidden': 'true', onclick: remove }, text);
    this.element = h('li', { class: 'swipe-row' }, behind, h('div', { class: 'swipe-face' }, face, cross));
    this.element.addEventListener('pointerdown', (event) => this.down(event));
    this.element.addEventListener('pointermove', (event) => this.move(event));
    this.element.addEventListener('pointerup', () => this.up());
    this.element.addEventListener('pointercancel', () => this.up());
    // A swipe is no press of the row, and a press on an open row closes it.
    face.addEventListener('click', (event) => {
      if (!this.swiping && this.offset === 0) return;
      event.stopImmediatePropagation();
      if (!this.swiping) this.set(0);
      this.swiping = false;
    }, { capture: true });
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Delete') remove();
    });
    this.element.addEventListener('focusout', () => this.set(0));
  }

  private down(event: PointerEvent): void {
    if (event.pointerType === 'mouse') return;
    this.start = { x: event.clientX, y: event.clientY, id: event.pointerId, from: this.offset };
    this.swiping = false;
  }

  private move(event: PointerEvent): void {
    const { start } = this;
    if (!start || start.id !== event.pointerId) return;
    const dx = event.clientX - start.x;
    if (!this.swiping) {
      if (Math.abs(dx) < 8 || Math.abs(dx) < Math.abs(event.clientY - start.y)) return;
      this.swiping = true;
      this.element.setPointerCapture?.(event.pointerId);
    }
    this.element.classList.add('swiping');
    this.set(Math.min(Math.max(start.from + dx, -WIDTH * 1.3), 0));
  }

  private up(): void {
    if (!this.start) return;
    this.start = null;
    this.element.classList.remove('swiping');
    if (this.swiping) this.set(this.offset < -WIDTH / 2 ? -WIDTH : 0);
  }

  private set(offset: number): void {
    this.offset = offset;
    this.element.classList.toggle('swiped', offset !== 0);
    setStyle(this.element, '--offset', `${offset}px`);
    this.face.dataset.open = String(offset !== 0);
  }
}
