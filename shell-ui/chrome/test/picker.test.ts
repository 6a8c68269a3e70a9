import { areaList } from '@vant/area-data';
import { describe, expect, it } from 'vitest';
import { DateModel, daysIn, TimeModel } from '../src/picker/calendar';
import { MultiSelectorModel, SelectorModel } from '../src/picker/model';
import { RegionModel } from '../src/picker/region';
import { contained, fitted, zoomed } from '../src/preview/view-box';
import { allStrings } from '../src/strings';

const texts = (model: { columns: { items: string[]; selected: number }[] }): (string | undefined)[] => model.columns.map((column) => column.items[column.selected]);

describe('selector', () => {
  it('reads objects by their key and bounds the index', () => {
    const model = new SelectorModel({ range: [{ n: 'a' }, { n: 'b' }], rangeKey: 'n', value: 9 });
    expect(model.columns[0]).toEqual({ items: ['a', 'b'], selected: 1 });
    model.select(0, 0);
    expect(model.result()).toEqual({ value: 0 });
  });

  it('stands an empty or wrong range', () => {
    expect(new SelectorModel({ range: 'no', value: 'x' }).result()).toEqual({ value: 0 });
    expect(new MultiSelectorModel({ range: null, value: null }).result()).toEqual({ value: [] });
  });

  it('keeps the selection when only the range changes', () => {
    const model = new MultiSelectorModel({ range: [['a', 'b'], ['c', 'd', 'e']], value: [1, 2] });
    model.update({ range: [['a', 'b'], ['x']] });
    expect(model.result()).toEqual({ value: [1, 0] });
  });
});

describe('time', () => {
  it('bounds minutes only in the hours of start and end', () => {
    const model = new TimeModel({ value: '12:40', start: '09:30', end: '21:10' });
    expect(model.columns[1]?.items).toHaveLength(60);
    expect(model.select(0, 0)).toEqual([1]);
    expect(model.columns[1]?.items[0]).toBe('30');
    expect(model.result()).toEqual({ value: '09:40' });
    model.select(0, 12);
    expect(model.columns[1]?.items.at(-1)).toBe('10');
    expect(model.result()).toEqual({ value: '21:10' });
  });

  it('takes the nearest bound for a value outside', () => {
    expect(new TimeModel({ value: '08:00', start: '09:30', end: '10:00' }).result()).toEqual({ value: '09:30' });
    expect(new TimeModel({ value: 'nonsense' }).result()).toEqual({ value: '00:00' });
  });
});

describe('date', () => {
  it('knows leap years', () => {
    expect([daysIn(2024, 2), daysIn(2023, 2), daysIn(1900, 2), daysIn(2000, 2), daysIn(2026, 12), daysIn(30, 2)]).toEqual([29, 28, 28, 29, 31, 28]);
  });

  it('moves the day into a shorter month', () => {
    const model = new DateModel({ value: '2024-01-31', start: '2020-01-01', end: '2030-12-31' });
    expect(model.select(1, 1)).toEqual([2]);
    expect(model.result()).toEqual({ value: '2024-02-29' });
    model.select(0, 3);
    expect(model.result()).toEqual({ value: '2023-02-28' });
  });

  it('bounds by start and end', () => {
    const model = new DateModel({ value: '2030-01-01', start: '2020-05-10', end: '2026-11-23' });
    expect(model.result()).toEqual({ value: '2026-11-23' });
    expect(model.columns.map((column) => column.items.length)).toEqual([7, 11, 23]);
    model.select(0, 0);
    expect(model.columns[1]?.items).toHaveLength(8);
  });

  it('answers with as many fields as asked for', () => {
    expect(new DateModel({ value: '2024-03', fields: 'month' }).result()).toEqual({ value: '2024-03' });
    expect(new DateModel({ value: '2024', fields: 'year' }).result()).toEqual({ value: '2024' });
  });

  it('starts today without a value', () => {
    expect(new DateModel({}, new Date(2026, 10, 23)).result()).toEqual({ value: '2026-11-23' });
  });
});

describe('region', () => {
  it('finds the value by name and answers with codes', () => {
    const model = new RegionModel(areaList, { value: ['广东省', '广州市', '海珠区'] });
    expect(model.result()).toEqual({ value: ['广东省', '广州市', '海珠区'], code: ['440000', '440100', '440105'], postcode: '' });
  });

  it('starts the lower columns over when a higher one turns', () => {
    const model = new RegionModel(areaList, { value: ['广东省', '广州市', '海珠区'] });
    expect(model.select(0, 0)).toEqual([1, 2]);
    expect(texts(model)).toEqual(['北京市', '北京市', '东城区']);
  });

  it('puts the custom item first and empties what lies below it', () => {
    const model = new RegionModel(areaList, { customItem: '全部', level: 'city' });
    expect(texts(model)).toEqual(['全部', '全部']);
    expect(model.columns[1]?.items).toEqual(['全部']);
    expect(model.result()).toEqual({ value: ['全部', '全部'], code: [], postcode: '' });
  });
});

describe('picture', () => {
  const view = { width: 400, height: 800 };
  it('fits without blowing up small ones', () => {
    expect(fitted({ width: 800, height: 800 }, view)).toEqual({ width: 400, height: 400 });
    expect(fitted({ width: 20, height: 10 }, view)).toEqual({ width: 40, height: 20 });
  });

  it('keeps the point under the finger', () => {
    const place = zoomed({ x: 0, y: 0, scale: 1 }, 2, 50, 30);
    expect(place).toEqual({ x: -50, y: -30, scale: 2 });
  });

  it('leaves no gap at the edges', () => {
    expect(contained({ x: 900, y: 900, scale: 2 }, { width: 400, height: 400 }, view)).toEqual({ x: 200, y: 0, scale: 2 });
  });
});

it('has every string in both languages', () => {
  expect(Object.keys(allStrings.zh)).toEqual(Object.keys(allStrings.en));
});
