/** Arrow keys, Home and End in a list of buttons, as menus have them. */
export function moveFocus(event: KeyboardEvent, items: HTMLElement[], columns = 1): void {
  const enabled = items.filter((item) => !item.hasAttribute('disabled'));
  const current = enabled.indexOf(document.activeElement as HTMLElement);
  const last = enabled.length - 1;
  const target: Partial<Record<string, number>> = {
    ArrowDown: current < 0 ? 0 : Math.min(current + columns, last),
    ArrowUp: current < 0 ? last : Math.max(current - columns, 0),
    ArrowRight: columns > 1 ? Math.min(current + 1, last) : undefined,
    ArrowLeft: columns > 1 ? Math.max(current - 1, 0) : undefined,
    Home: 0,
    End: last,
  };
  const index = target[event.key];
  if (index === undefined) return;
  event.preventDefault();
  enabled[index]?.focus();
}
