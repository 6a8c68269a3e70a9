// Line icons drawn for this project, on a 24 by 24 grid.
const PATHS = {
  back: 'M15.5 3.5 7 12l8.5 8.5',
  home: 'M3.5 11 12 4l8.5 7M6 9.5V20h4.5v-5.5h3V20H18V9.5',
  close: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20.5 20.5',
  folder: 'M3.5 18.5v-13h6l2 2.5h9v10.5z',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  scan: 'M4 8.5V4h4.5M15.5 4H20v4.5M20 15.5V20h-4.5M8.5 20H4v-4.5M4 12h16',
  share: 'M14 4.5 21 11l-7 6.5V14c-5 0-8 1.5-11 5 .5-6 4-10 11-10.5z',
  reload: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5M17.5 2.8v4h-4',
  about: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.6v.4',
  settings: 'M4 7h8M18 7h2M4 17h2M12 17h8M15 4.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8zM9 14.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8z',
  automation: 'M7 8 3 12l4 4M17 8l4 4-4 4M13.5 5l-3 14',
  exit: 'M10 4.5H4.5v15H10M9.5 12h11M16 7.5l4.5 4.5-4.5 4.5',
  save: 'M12 4v11M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  trash: 'M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5 7.4 20h9.2l.9-13.5M10 10.5v5.5M14 10.5v5.5',
  warning: 'M12 4 2.8 20h18.4zM12 10v5M12 17.4v.2',
  empty: 'M4 8.5 12 4l8 4.5v7.5l-8 4.5-8-4.5zM4 8.5l8 4.5 8-4.5M12 13v7.5',
} as const;

export type IconName = keyof typeof PATHS;

export function isIcon(name: string): name is IconName {
  return Object.hasOwn(PATHS, name);
}

export function icon(name: IconName, size = 24): SVGSVGElement {
  return svg(24, 24, size, size, [['path', { d: PATHS[name] }]], `icon icon-${name}`);
}

/** Builds SVG by nodes, so that no markup is ever parsed from a string. */
export function svg(
  boxWidth: number,
  boxHeight: number,
  width: number,
  height: number,
  shapes: [string, Record<string, string | number>][],
  className: string,
): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const root = document.createElementNS(space, 'svg');
  root.setAttribute('viewBox', `0 0 ${boxWidth} ${boxHeight}`);
  root.setAttribute('width', String(width));
  root.setAttribute('height', String(height));
  root.setAttribute('class', className);
  root.setAttribute('aria-hidden', 'true');
  for (const [name, attributes] of shapes) {
    const shape = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, String(value));
    root.append(shape);
  }
  return root;
}
