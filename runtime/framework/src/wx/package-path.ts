/** Addresses that scripts write, resolved against the current page. */

/** `/` + folder of the page + `path`, with `.` and `..` taken out; no leading slash in the answer. */
export function resolvePath(path: string, base: string): string {
  const parts = path.startsWith('/') ? [] : base.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/** Whether an address names its resource by itself (`https://`, `wxfile://`, `data:`). */
export function isAbsoluteUrl(address: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//')
}

/** What views and chrome are given for an image or media address: `/images/a.png`, `https://…`. */
export function resourceAddress(address: string, pageRoute: string | undefined): string {
  if (address === '' || isAbsoluteUrl(address)) return address
  return `/${resolvePath(address, pageRoute ?? '')}`
}

/** Query values stay percent-encoded: `onLoad` gets them so, and applications decode them. */
export function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = {}
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    if (equals < 0) query[pair] = ''
    else query[pair.slice(0, equals)] = pair.slice(equals + 1)
  }
  return query
}

export interface PageAddress {
  path: string
  query: Record<string, string>
  hasQuery: boolean
}

/** `/pages/a/a?x=1` or `../b/b` into a page path without leading slash and its query. */
export function parsePageUrl(url: string, base: string): PageAddress {
  const mark = url.indexOf('?')
  const path = (mark < 0 ? url : url.slice(0, mark)).replace(/\.html$/, '')
  return {
    path: resolvePath(path, base),
    query: mark < 0 ? {} : parseQuery(url.slice(mark + 1)),
    hasQuery: mark >= 0 && mark + 1 < url.length,
  }
}
