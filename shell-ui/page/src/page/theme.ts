type Theme = 'light' | 'dark'

let theme: Theme = 'light'
const listeners: ((theme: Theme) => void)[] = []

export function currentTheme(): Theme {
  return theme
}

export function onThemeChange(listener: (theme: Theme) => void): void {
  listeners.push(listener)
}

/** Sets the theme of the page; anything but `dark` is light. */
export function setTheme(value: unknown): void {
  const next: Theme = value === 'dark' ? 'dark' : 'light'
  const changed = next !== theme
  theme = next
  document.documentElement.setAttribute('data-theme', next)
  document.documentElement.style.colorScheme = next
  if (changed) for (const listener of listeners) listener(next)
}
