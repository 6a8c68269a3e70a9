import { h } from '../dom';
import { sheetHeader } from '../dialogs/settings';
import type { Overlay } from '../overlay/stage';
import type { PickerParams, RequestResults } from '../protocol';
import { strings } from '../strings';
import { DateModel, TimeModel } from './calendar';
import { type Column, MultiSelectorModel, type PickerModel, SelectorModel } from './model';
import { RegionModel } from './region';
import { Wheel } from './wheel';

/** The popup of `<picker>`. `columnChanged` is told of each column that comes to rest. */
export function picker(
  params: PickerParams,
  finish: (result: RequestResults['picker']) => void,
  columnChanged: (column: number, value: number) => void,
): Overlay {
  const body = h('div', { class: 'picker-body' });
  let wheels: Wheel[] = [];
  let model: PickerModel | null = null;

  const build = (): void => {
    if (!model) return;
    wheels = model.columns.map((column, index) => new Wheel(column, (at) => settled(index, at), column.label || `${params.headerText ?? ''} ${index + 1}`.trim()));
    body.replaceChildren(...wheels.map((wheel) => wheel.element), h('div', { class: 'picker-lens', 'aria-hidden': 'true' }));
  };
  const settled = (column: number, at: number): void => {
    if (!model) return;
    for (const changed of model.select(column, at)) {
      const rows = model.columns[changed];
      if (rows) wheels[changed]?.set(rows);
    }
    if (model.reportsColumns) columnChanged(column, at);
  };
  const start = (made: PickerModel): void => {
    model = made;
    build();
  };

  const cancel = (): void => finish({ cancel: true });
  const done = (): void => {
    // From left to right, since a column may change those after it.
    for (const wheel of wheels) wheel.finish();
    if (model) finish(model.result());
  };
  const confirm = h('button', { type: 'button', class: 'button button-primary', onclick: done }, strings.done);
  const element = h(
    'div',
    {
      class: 'sheet picker',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': params.headerText || undefined,
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.classList.contains('wheel')) done();
      },
    },
    sheetHeader(params.headerText ?? '', cancel),
    body,
    h('div', { class: 'sheet-buttons' }, confirm),
  );

  if (params.mode === 'region') {
    // 160 KB of names: read when the first region picker opens.
    import('@vant/area-data').then(
      ({ areaList }) => start(new RegionModel(areaList, params)),
      (error: unknown) => {
        console.error('region data:', error);
        cancel();
      },
    );
  } else {
    start(plainModel(params));
  }

  const update = (changes: Record<string, unknown>): void => {
    if (!model?.update) return;
    const before = model.columns.map((column) => ({ ...column }));
    model.update(changes as PickerParams);
    if (model.columns.length !== wheels.length) {
      build();
      return;
    }
    model.columns.forEach((column, index) => {
      // A wheel that stays as it was may still be turning: leave it alone.
      if (!sameColumn(column, before[index])) wheels[index]?.set(column);
    });
  };
  return { element, placement: 'bottom', cancel, maskCloses: true, update };
}

function plainModel(params: PickerParams): PickerModel {
  switch (params.mode) {
    case 'multiSelector':
      return new MultiSelectorModel(params);
    case 'time':
      return new TimeModel(params);
    case 'date':
      return new DateModel(params);
    default:
      return new SelectorModel(params);
  }
}

function sameColumn(a: Column, b: Column | undefined): boolean {
  return b !== undefined && a.selected === b.selected && a.items.length === b.items.length && a.items.every((text, index) => text === b.items[index]);
}
