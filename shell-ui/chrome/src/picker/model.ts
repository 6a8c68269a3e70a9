import type { PickerParams } from '../protocol';

export interface Column {
  items: string[];
  selected: number;
  /** Read out before the value. */
  label?: string;
}

/** What a picker shows and what it answers; knows nothing of the screen. */
export interface PickerModel {
  readonly columns: Column[];
  /** The user came to rest at `index`. Returns the columns that changed by it. */
  select(column: number, index: number): number[];
  /** Whether the asker wants to hear of each column. */
  readonly reportsColumns?: boolean;
  update?(params: PickerParams): void;
  result(): { value: unknown; code?: string[]; postcode?: string };
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Any number a page may send as an index. */
export function toIndex(value: unknown, length: number): number {
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? clamp(number, 0, Math.max(length - 1, 0)) : 0;
}

/** Texts of a range: strings, or objects read by `rangeKey`. */
export function labels(range: unknown, rangeKey: string | undefined): string[] {
  if (!Array.isArray(range)) return [];
  return range.map((item: unknown) => {
    const value = rangeKey && typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[rangeKey] : item;
    return value === undefined || value === null ? '' : String(value);
  });
}

export class SelectorModel implements PickerModel {
  readonly columns: Column[] = [];

  constructor(private params: PickerParams) {
    this.rebuild(params.value);
  }

  select(column: number, index: number): number[] {
    const target = this.columns[column];
    if (target) target.selected = toIndex(index, target.items.length);
    return [];
  }

  update(changes: PickerParams): void {
    this.params = { ...this.params, ...changes };
    this.rebuild(changes.value ?? this.columns[0]?.selected);
  }

  result(): { value: number } {
    return { value: this.columns[0]?.selected ?? 0 };
  }

  private rebuild(value: unknown): void {
    const items = labels(this.params.range, this.params.rangeKey);
    this.columns[0] = { items, selected: toIndex(value, items.length) };
  }
}

export class MultiSelectorModel implements PickerModel {
  readonly reportsColumns = true;
  readonly columns: Column[] = [];

  constructor(private params: PickerParams) {
    this.rebuild(params.value);
  }

  select(column: number, index: number): number[] {
    const target = this.columns[column];
    if (target) target.selected = toIndex(index, target.items.length);
    return [];
  }

  update(changes: PickerParams): void {
    const value = changes.value ?? this.columns.map((column) => column.selected);
    this.params = { ...this.params, ...changes };
    this.rebuild(value);
  }

  result(): { value: number[] } {
    return { value: this.columns.map((column) => column.selected) };
  }

  private rebuild(value: unknown): void {
    const ranges = Array.isArray(this.params.range) ? this.params.range : [];
    const values: unknown[] = Array.isArray(value) ? value : [];
    this.columns.length = 0;
    ranges.forEach((range: unknown, index) => {
      const items = labels(range, this.params.rangeKey);
      this.columns.push({ items, selected: toIndex(values[index], items.length) });
    });
  }
}
