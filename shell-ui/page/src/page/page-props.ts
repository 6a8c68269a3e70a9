import { setRootBackground } from './background'
import { setPullDown } from './pull-down'
import { setScrollOptions } from './page-scroll'
import { setTheme } from './theme'

const root = document.documentElement

/** page-meta's `page-font-size` and `page-style`. */
const looks = { fontSize: '', style: '' }

/** Applies `setPage`: only what is named changes; `null` goes back to the default. */
export function setPage(props: Record<string, unknown>): void {
  if ('theme' in props) setTheme(props.theme)
  if (isSet(props, 'backgroundColor')) root.style.setProperty('--pull-background', text(props.backgroundColor))
  if (isSet(props, 'backgroundColorTop')) root.style.setProperty('--pull-background', text(props.backgroundColorTop))
  if (isSet(props, 'rootBackgroundColor')) setRootBackground(text(props.rootBackgroundColor))
  if (isSet(props, 'rootFontSize')) root.style.fontSize = fontSize(props.rootFontSize)
  if (isSet(props, 'pageFontSize')) looks.fontSize = fontSize(props.pageFontSize)
  if (isSet(props, 'pageStyle')) looks.style = text(props.pageStyle)
  if (isSet(props, 'pageFontSize') || isSet(props, 'pageStyle')) styleBody()
  if (isSet(props, 'disableScroll')) root.classList.toggle('no-scroll', truth(props.disableScroll))
  setScrollOptions(props)
  setPullDown(props)
}

function isSet(props: Record<string, unknown>, name: string): boolean {
  return props[name] !== undefined
}

function text(value: unknown): string {
  return value === null ? '' : String(value)
}

/** Configuration files write booleans, old ones also as strings. */
export function truth(value: unknown): boolean {
  return value === true || value === 'true'
}

/** page-meta's font sizes: `system` is the webview's own. */
function fontSize(value: unknown): string {
  return value === null || value === 'system' ? '' : String(value)
}

/** Both end up in the same attribute, and each changes without the other. */
function styleBody(): void {
  const { fontSize, style } = looks
  document.body.style.cssText = fontSize === '' ? style : `font-size: ${fontSize}; ${style}`
}
