import type { PickerParams } from '../protocol';
import { type Column, type PickerModel, toIndex } from './model';

/** Names by six-digit code, one list per level. */
export interface AreaList {
  province_list: Record<string, string>;
  city_list: Record<string, string>;
  county_list: Record<string, string>;
}

interface Area {
  code: string;
  name: string;
}

/** Province, city, district; each column holds what lies in the one before. */
export class RegionModel implements PickerModel {
  readonly columns: Column[] = [];
  readonly reportsColumns = true;
  private readonly areas: Area[][] = [];
  private readonly depth: number;

  constructor(
    private readonly data: AreaList,
    private readonly params: PickerParams,
  ) {
    this.depth = { province: 1, city: 2, region: 3, 'sub-district': 3 }[String(params.level)] ?? 3;
    const wanted: unknown[] = Array.isArray(params.value) ? params.value : [];
    for (let level = 0; level < this.depth; level++) this.fill(level, wanted[level]);
  }

  select(column: number, index: number): number[] {
    const target = this.columns[column];
    if (!target) return [];
    target.selected = toIndex(index, target.items.length);
    const changed: number[] = [];
    for (let level = column + 1; level < this.depth; level++) {
      this.fill(level, undefined);
      changed.push(level);
    }
    return changed;
  }

  result(): { value: string[]; code: string[]; postcode: string } {
    const chosen = this.columns.map((column, level) => this.areas[level]?.[column.selected]).filter((area) => area !== undefined);
    // There is no free table of postcodes; WeChat too leaves it empty where it has none.
    return { value: chosen.map((area) => area.name), code: chosen.map((area) => area.code).filter(Boolean), postcode: '' };
  }

  private fill(level: number, wanted: unknown): void {
    const parent = level === 0 ? '' : this.chosenCode(level - 1);
    const areas = parent === null ? [] : this.within(level, parent);
    // `customItem` stands first in every column and has no code; below it there is only itself.
    if (this.params.customItem) areas.unshift({ code: '', name: this.params.customItem });
    const at = areas.findIndex((area) => area.name === wanted || (area.code !== '' && area.code === wanted));
    this.areas[level] = areas;
    this.columns[level] = { items: areas.map((area) => area.name), selected: Math.max(at, 0) };
  }

  private chosenCode(level: number): string | null {
    return this.areas[level]?.[this.columns[level]?.selected ?? 0]?.code || null;
  }

  private within(level: number, parent: string): Area[] {
    const list = [this.data.province_list, this.data.city_list, this.data.county_list][level] ?? {};
    const prefix = parent.slice(0, level * 2);
    return Object.entries(list).flatMap(([code, name]) => (code.startsWith(prefix) ? [{ code, name }] : []));
  }
}
