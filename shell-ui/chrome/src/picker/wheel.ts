import { h, reducedMotion, setStyle } from '../dom';
import { clamp, type Column } from './model';

/** Height of a row in CSS pixels; `.wheel-item` in picker.css has the same. */
export const ROW = 48;
const ROWS = 5;
/** Speed left after a millisecond of coasting; comes to rest from a flick in about a second. */
const FRICTION = 0.9965;
/** Slower than this (px/ms) a wheel goes straight to the nearest row. */
const SLOW = 0.05;
/** Movement (px) from which a press is a drag and no click. */
const SLOP = 4;

/**
 * One column of a picker, turned by touch, mouse, mouse wheel and keys. Only the rows in sight
 * exist in the document, so a range of thousands costs nothing.
 */
export class Wheel {
  readonly element: HTMLElement;
  private readonly strip = h('div', { class: 'wheel-strip' });
  private readonly rows = new Map<number, HTMLElement>();
  private column: Column;
  /** How far the strip is scrolled: row n is in the middle at n * ROW. */
  private offset: number;
  private velocity = 0;
  private target: number | null = null;
  private frame = 0;
  private last = 0;
  private reported: number;
  private typed = '';
  private typedAt = 0;
  private drag: { id: number; y: number; time: number; start: number; moved: boolean } | null = null;

  constructor(
    column: Column,
    private readonly settled: (index: number) => void,
    label: string,
  ) {
    this.column = column;
    this.offset = column.selected * ROW;
    this.reported = column.selected;
    this.element = h('div', { class: 'wheel', role: 'spinbutton', tabindex: '0', 'aria-label': label, 'aria-valuemin': 0 }, this.strip);
    this.element.addEventListener('pointerdown', (event) => this.press(event));
    this.element.addEventListener('pointermove', (event) => this.move(event));
    this.element.addEventListener('pointerup', (event) => this.release(event, false));
    this.element.addEventListener('pointercancel', (event) => this.release(event, true));
    this.element.addEventListener('wheel', (event) => this.scroll(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.render();
  }

  /** Other rows, or another selection. */
  set(column: Column): void {
    this.stop();
    this.column = column;
    this.reported = column.selected;
    this.offset = column.selected * ROW;
    for (const row of this.rows.values()) row.remove();
    this.rows.clear();
    this.render();
  }

  /** Ends all movement where it was going, as a press on "done" must. */
  finish(): void {
    if (this.drag) this.drag = null;
    const index = this.target ?? Math.round(this.offset / ROW);
    this.stop();
    this.offset = this.bounded(index) * ROW;
    this.render();
    this.report();
  }

  private bounded(index: number): number {
    return clamp(index, 0, Math.max(this.column.items.length - 1, 0));
  }

  private stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.velocity = 0;
    this.target = null;
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || this.drag) return;
    this.stop();
    this.drag = { id: event.pointerId, y: event.clientY, time: event.timeStamp, start: event.clientY, moved: false };
    this.element.setPointerCapture?.(event.pointerId);
  }

  private move(event: PointerEvent): void {
    const drag = this.drag;
    if (!drag || drag.id !== event.pointerId) return;
    const delta = drag.y - event.clientY;
    if (Math.abs(event.clientY - drag.start) > SLOP) drag.moved = true;
    if (!drag.moved) return;
    const elapsed = Math.max(event.timeStamp - drag.time, 1);
    this.velocity = 0.7 * (delta / elapsed) + 0.3 * this.velocity;
    drag.y = event.clientY;
    drag.time = event.timeStamp;
    const end = (this.column.items.length - 1) * ROW;
    // Beyond the ends the strip gives way with a third of the movement.
    const beyond = this.offset < 0 || this.offset > end;
    this.offset += beyond ? delta / 3 : delta;
    this.render();
  }

  private release(event: PointerEvent, cancelled: boolean): void {
    const drag = this.drag;
    if (!drag || drag.id !== event.pointerId) return;
    this.drag = null;
    if (!drag.moved) {
      if (!cancelled) this.click(event.clientY);
      else this.turnTo(Math.round(this.offset / ROW));
      return;
    }
    // A finger that rested before it left throws nothing.
    if (event.timeStamp - drag.time > 80) this.velocity = 0;
    if (Math.abs(this.velocity) < SLOW || reducedMotion()) this.turnTo(Math.round(this.offset / ROW));
    else this.coast();
  }

  private click(y: number): void {
    const box = this.element.getBoundingClientRect();
    const row = Math.round((y - (box.top + box.height / 2)) / ROW);
    this.turnTo(Math.round(this.offset / ROW) + row);
  }

  private scroll(event: WheelEvent): void {
    event.preventDefault();
    // Mouse wheels give lines or about 100 px for a notch: one row each. Touchpads give small steps.
    const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * ROW;
    if (Math.abs(pixels) >= ROW) {
      this.turnTo((this.target ?? Math.round(this.offset / ROW)) + Math.sign(pixels));
      return;
    }
    this.stop();
    this.offset = clamp(this.offset + pixels, 0, Math.max(this.column.items.length - 1, 0) * ROW);
    this.render();
    this.coast();
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = this.target ?? Math.round(this.offset / ROW);
    const steps: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + ROWS,
      PageUp: at - ROWS,
      Home: 0,
      End: this.column.items.length - 1,
    };
    const next = steps[event.key] ?? (event.key.length === 1 && event.key !== ' ' ? this.typeAhead(event, at) : undefined);
    if (next !== undefined) {
      event.preventDefault();
      this.turnTo(next);
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const other = event.key === 'ArrowLeft' ? this.element.previousElementSibling : this.element.nextElementSibling;
      if (other instanceof HTMLElement) other.focus();
    }
  }

  /** Typing "19" goes to the first row that starts so. */
  private typeAhead(event: KeyboardEvent, at: number): number | undefined {
    this.typed = event.timeStamp - this.typedAt < 1000 ? this.typed + event.key : event.key;
    this.typedAt = event.timeStamp;
    const wanted = this.typed.toLowerCase();
    const find = (text: string): boolean => text.toLowerCase().startsWith(wanted);
    const after = this.column.items.findIndex((text, index) => index >= at && find(text));
    const found = after >= 0 ? after : this.column.items.findIndex(find);
    return found >= 0 ? found : undefined;
  }

  private turnTo(index: number): void {
    this.target = this.bounded(index);
    this.velocity = 0;
    if (reducedMotion()) {
      this.finish();
      return;
    }
    this.run();
  }

  private coast(): void {
    this.target = null;
    this.run();
  }

  private run(): void {
    this.describe();
    if (this.frame) return;
    this.last = 0;
    const step = (now: number): void => {
      const elapsed = this.last ? Math.min(now - this.last, 64) : 16;
      this.last = now;
      this.frame = this.advance(elapsed) ? requestAnimationFrame(step) : 0;
      this.render();
      if (!this.frame) this.report();
    };
    this.frame = requestAnimationFrame(step);
  }

  /** One step of time; false when at rest. */
  private advance(elapsed: number): boolean {
    if (this.target === null) {
      this.offset += this.velocity * elapsed;
      this.velocity *= FRICTION ** elapsed;
      const end = Math.max(this.column.items.length - 1, 0) * ROW;
      if (this.offset < 0 || this.offset > end) this.velocity *= 0.8;
      if (Math.abs(this.velocity) < SLOW) this.target = this.bounded(Math.round(this.offset / ROW));
      return true;
    }
    const distance = this.target * ROW - this.offset;
    if (Math.abs(distance) < 0.5) {
      this.offset = this.target * ROW;
      this.target = null;
      this.velocity = 0;
      return false;
    }
    this.offset += distance * (1 - 0.982 ** elapsed);
    return true;
  }

  private report(): void {
    const index = this.bounded(Math.round(this.offset / ROW));
    this.describe();
    if (index === this.reported) return;
    this.reported = index;
    this.settled(index);
  }

  private describe(): void {
    const index = this.target ?? this.bounded(Math.round(this.offset / ROW));
    this.element.setAttribute('aria-valuenow', String(index));
    this.element.setAttribute('aria-valuemax', String(Math.max(this.column.items.length - 1, 0)));
    this.element.setAttribute('aria-valuetext', this.column.items[index] ?? '');
  }

  private render(): void {
    const middle = Math.round(this.offset / ROW);
    const low = Math.max(middle - ROWS, 0);
    const high = Math.min(middle + ROWS, this.column.items.length - 1);
    for (const [index, row] of this.rows) {
      if (index >= low && index <= high) continue;
      row.remove();
      this.rows.delete(index);
    }
    for (let index = low; index <= high; index++) {
      let row = this.rows.get(index);
      if (!row) {
        row = h('div', { class: 'wheel-item' }, this.column.items[index] ?? '');
        setStyle(row, 'top', `${index * ROW}px`);
        this.rows.set(index, row);
        this.strip.append(row);
      }
      row.classList.toggle('wheel-current', index === middle);
    }
    setStyle(this.strip, 'transform', `translateY(${(-this.offset).toFixed(2)}px)`);
    if (!this.frame) this.describe();
  }
}
