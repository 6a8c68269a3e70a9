import { h, setStyle } from '../dom';

// Pairs that carry white text (contrast above 3:1 at the darker end).
const COLOURS: [string, string][] = [
  ['#34c77b', '#07a04f'], ['#4d8df6', '#2f62d9'], ['#8f74f2', '#6246d2'], ['#f2884b', '#d95a1e'],
  ['#ee6a86', '#cf3a5c'], ['#27b5b8', '#0b8489'], ['#6f88a3', '#4a617c'], ['#c98a3b', '#9f6415'],
];

/** The same name always has the same colour. */
export function letterColours(name: string): [string, string] {
  let hash = 7;
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return COLOURS[hash % COLOURS.length] ?? ['#34c77b', '#07a04f'];
}

/** A mini-program's icon, or the first letter of its name where it has none or it does not load. */
export function appIcon(name: string, url: string | undefined, size: number): HTMLElement {
  const element = h('span', { class: 'app-icon', 'aria-hidden': 'true' });
  setStyle(element, '--size', `${size}px`);
  const letter = (): void => {
    const [from, to] = letterColours(name);
    element.classList.add('app-icon-letter');
    setStyle(element, '--from', from);
    setStyle(element, '--to', to);
    element.replaceChildren([...name.trim()][0]?.toUpperCase() ?? '·');
  };
  if (url) element.append(h('img', { src: url, alt: '', draggable: 'false', onerror: letter }));
  else letter();
  return element;
}
