/** Page paths with queries. */

/** `/pages/a/a?x=1&y` → path without leading slash and raw values, as `onLoad` gets them. */
export function parseQuery(url: string): { path: string; query: Record<string, string> } {
  const [location = '', ...rest] = url.split('?')
  const query: Record<string, string> = {}
  const text = rest.join('?').split('#')[0] ?? ''
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    if (at < 0) query[pair] = ''
    else query[pair.slice(0, at)] = pair.slice(at + 1)
  }
  return { path: location.replace(/^\/+/, '').replace(/\.html$/, ''), query }
}
