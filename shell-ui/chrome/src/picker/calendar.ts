import type { PickerParams } from '../protocol';
import { language, strings } from '../strings';
import { clamp, type Column, type PickerModel } from './model';

const two = (value: number): string => String(value).padStart(2, '0');

function span(low: number, high: number): number[] {
  return Array.from({ length: Math.max(high - low + 1, 0) }, (_, index) => low + index);
}

/** Compares the first fields that differ. */
function compare(a: number[], b: number[]): number {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Columns of numbers, the range of each depending on those before it, within a first and a last
 * value. Dates and times are both this.
 */
abstract class FieldsModel implements PickerModel {
  readonly columns: Column[] = [];
  private readonly ranges: number[][] = [];
  protected readonly value: number[];

  constructor(
    private readonly low: number[],
    private readonly high: number[],
    value: number[],
    private readonly count: number,
  ) {
    // An end before the start leaves one value to choose.
    if (compare(low, high) > 0) this.high = low;
    this.value = compare(value, this.low) < 0 ? [...this.low] : compare(value, this.high) > 0 ? [...this.high] : [...value];
    this.rebuild(0);
  }

  select(column: number, index: number): number[] {
    const number = this.ranges[column]?.[index];
    if (number === undefined) return [];
    this.value[column] = number;
    const before = this.columns.map((entry) => entry.items.join());
    const selected = this.columns.map((entry) => entry.selected);
    this.rebuild(column);
    return this.columns.flatMap((entry, at) => (at > column && (entry.items.join() !== before[at] || entry.selected !== selected[at]) ? [at] : []));
  }

  abstract result(): { value: string };
  /** The whole range of a field, given the fields before it. */
  protected abstract natural(field: number): [number, number];
  protected abstract text(field: number, value: number): string;
  protected abstract label(field: number): string;

  private rebuild(from: number): void {
    for (let field = from; field < this.count; field++) {
      let [low, high] = this.natural(field);
      const prefix = this.value.slice(0, field);
      // A field is bounded only while every field before it stands at the bound.
      if (compare(prefix, this.low.slice(0, field)) === 0) low = Math.max(low, this.low[field] ?? low);
      if (compare(prefix, this.high.slice(0, field)) === 0) high = Math.min(high, this.high[field] ?? high);
      const range = span(low, Math.max(low, high));
      const current = clamp(this.value[field] ?? low, low, Math.max(low, high));
      this.value[field] = current;
      this.ranges[field] = range;
      this.columns[field] = { items: range.map((value) => this.text(field, value)), selected: current - low, label: this.label(field) };
    }
  }
}

export class TimeModel extends FieldsModel {
  constructor(params: PickerParams) {
    super(time(params.start) ?? [0, 0], time(params.end) ?? [23, 59], time(params.value) ?? [0, 0], 2);
  }

  override result(): { value: string } {
    return { value: this.value.map(two).join(':') };
  }

  protected override natural(field: number): [number, number] {
    return field === 0 ? [0, 23] : [0, 59];
  }

  protected override text(_: number, value: number): string {
    return two(value);
  }

  protected override label(): string {
    return '';
  }
}

function time(value: unknown): number[] | null {
  const match = /^\s*(\d{1,2}):(\d{1,2})/.exec(String(value ?? ''));
  if (!match) return null;
  return [clamp(Number(match[1]), 0, 23), clamp(Number(match[2]), 0, 59)];
}

export class DateModel extends FieldsModel {
  private readonly fields: number;

  constructor(params: PickerParams, today = new Date()) {
    const fields = { year: 1, month: 2, day: 3 }[String(params.fields)] ?? 3;
    const now = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
    // Without bounds WeChat offers the years around now; a century back serves birthdays.
    const low = date(params.start, 'first') ?? [now[0] as number - 100, 1, 1];
    const high = date(params.end, 'last') ?? [now[0] as number + 50, 12, 31];
    super(low, high, date(params.value, 'first') ?? now, fields);
    this.fields = fields;
  }

  override result(): { value: string } {
    const [year = 0, ...rest] = this.value.slice(0, this.fields);
    return { value: [String(year).padStart(4, '0'), ...rest.map(two)].join('-') };
  }

  protected override natural(field: number): [number, number] {
    if (field === 0) return [1, 9999];
    if (field === 1) return [1, 12];
    return [1, daysIn(this.value[0] ?? 2000, this.value[1] ?? 1)];
  }

  protected override text(field: number, value: number): string {
    if (field === 1 && !strings.month) return monthName(value);
    return `${field === 2 && !strings.day ? two(value) : value}${this.label(field)}`;
  }

  protected override label(field: number): string {
    return [strings.year, strings.month, strings.day][field] ?? '';
  }
}

/** Short name of a month where the language has no word like 月 to put after a number. */
function monthName(month: number): string {
  return new Intl.DateTimeFormat(language, { month: 'short' }).format(new Date(2000, month - 1, 1));
}

export function daysIn(year: number, month: number): number {
  // Day 0 of the next month; setFullYear because the constructor moves years below 100.
  const last = new Date(2000, month, 0);
  last.setFullYear(year, month, 0);
  return last.getDate();
}

function date(value: unknown, missing: 'first' | 'last'): number[] | null {
  const match = /^\s*(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?/.exec(String(value ?? ''));
  if (!match) return null;
  const year = Number(match[1]);
  const month = match[2] ? clamp(Number(match[2]), 1, 12) : missing === 'first' ? 1 : 12;
  const days = daysIn(year, month);
  const day = match[3] ? clamp(Number(match[3]), 1, days) : missing === 'first' ? 1 : days;
  return [year, month, day];
}
