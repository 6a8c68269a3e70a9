type Attribute = string | number | boolean | undefined | null | ((event: never) => void);
export type Child = Node | string | null | undefined | false;

/**
 * Makes an element. Keys that start with `on` are listeners, `true` is an empty attribute, and
 * `false`, `null` and `undefined` leave the attribute out. Children that are text stay text.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value as EventListener);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** Sets or clears a custom property or style; colours that CSS does not know are ignored by CSSOM. */
export function setStyle(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined || value === '') element.style.removeProperty(name);
  else element.style.setProperty(name, value);
}

export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Resolves when the running animations and transitions below `element` have ended. */
export async function animationsDone(element: Element): Promise<void> {
  // jsdom has no animations at all.
  if (typeof element.getAnimations !== 'function') return;
  const endless = (animation: globalThis.Animation): boolean =>
    animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
  const running = element.getAnimations({ subtree: true }).filter((animation) => !endless(animation));
  await Promise.allSettled(running.map((animation) => animation.finished));
}

export function reducedMotion(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}
