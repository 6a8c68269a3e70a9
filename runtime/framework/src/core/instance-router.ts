/** `this.router` and `this.pageRouter`: `wx`'s routes, relative to a component's own file or to its page's. */

import { isAbsoluteUrl, resolvePath } from '../wx/package-path'
import { hooks } from './hooks'

const ROUTES = ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch', 'navigateBack'] as const

type Route = (options?: unknown) => unknown

function absolute(url: string, base: string): string {
  if (url === '' || url.startsWith('/') || isAbsoluteUrl(url)) return url
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  return `/${resolvePath(path, base)}${url.slice(path.length)}`
}

/** `base` is a path of the package, without its ending. */
export function routerFrom(base: string): Record<string, Route> {
  const wx: Record<string, unknown> = hooks.facade?.wx ?? {}
  const route =
    (name: string): Route =>
    (options) => {
      const given = options as { url?: unknown } | undefined
      const url = given?.url
      return (wx[name] as Route)(typeof url === 'string' ? { ...given, url: absolute(url, base) } : given)
    }
  return Object.fromEntries(ROUTES.map((name) => [name, route(name)]))
}
