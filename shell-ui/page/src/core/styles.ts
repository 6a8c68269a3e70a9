import { backgroundChanged } from '../page/background'
import { currentTheme, onThemeChange } from '../page/theme'
import { onVersions, versionedCss } from './versions'

interface Sheet {
  element: HTMLStyleElement
  source: string
  themed: boolean
}

const SCHEME = /\(\s*prefers-color-scheme\s*:\s*(dark|light|no-preference)\s*\)/gi
const sheets = new Map<number, Sheet>()

/**
 * CSS with the theme of the host put in for `prefers-color-scheme`: the mini-program's theme is the
 * host's to decide, and not every webview lets it set the media feature.
 */
export function applyScheme(css: string, theme: string): string {
  return css.replace(SCHEME, (_all, scheme: string) =>
    scheme.toLowerCase() === theme ? '(min-width:0px)' : '(max-width:0px) and (min-width:1px)',
  )
}

/**
 * Adds a style sheet of the mini-program, or replaces the one with this index. Sheets apply in the order of
 * their indices, in whatever order they come: that of the page stands after those of its components, some of
 * which appear later.
 */
export function addStyle(index: number, css: string): void {
  const themed = css.includes('prefers-color-scheme')
  const element = sheets.get(index)?.element ?? document.createElement('style')
  element.textContent = written({ element, source: css, themed })
  if (!sheets.has(index)) {
    let next: number | undefined
    for (const other of sheets.keys()) if (other > index && (next === undefined || other < next)) next = other
    const following = next === undefined ? null : sheets.get(next)?.element
    if (following) following.before(element)
    else document.head.append(element)
  }
  sheets.set(index, { element, source: css, themed })
  backgroundChanged()
}

/** The sheet's text for the theme and the files of the moment. */
function written(sheet: Sheet): string {
  return versionedCss(sheet.themed ? applyScheme(sheet.source, currentTheme()) : sheet.source)
}

/** Takes a style sheet away. */
export function disableStyle(index: number): void {
  sheets.get(index)?.element.remove()
  sheets.delete(index)
  backgroundChanged()
}

onThemeChange(() => {
  for (const sheet of sheets.values()) if (sheet.themed) sheet.element.textContent = written(sheet)
  backgroundChanged()
})
onVersions(() => {
  for (const sheet of sheets.values()) if (sheet.source.includes('/_pkg/')) sheet.element.textContent = written(sheet)
  for (const node of document.querySelectorAll('[style*="/_pkg/"]')) {
    node.setAttribute('style', versionedCss(node.getAttribute('style') ?? ''))
  }
})
