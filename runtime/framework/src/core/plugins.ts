/** Plugins of app.json: `requirePlugin`, their pages, and what keeps them apart from the mini-program. */

import { errorParts } from './errors'
import { hooks } from './hooks'
import { requireModule } from './modules'
import { native } from './native'
import { type PluginInfo, program } from './program'

/** The folder of the plugin that a path belongs to; empty for the mini-program's own. */
export function pluginRootOf(path: string): string {
  return /^__plugin__\/[^/]+/.exec(path)?.[0] ?? ''
}

/** The app id of the plugin that a path belongs to; empty for the mini-program's own. */
export function pluginIdOf(path: string): string {
  return pluginRootOf(path).replace('__plugin__/', '')
}

/** How scripts and tools see a page's route: that of a plugin's page says whose it is. */
export function publicRoute(route: string): string {
  const root = pluginRootOf(route)
  return root === '' ? route : `plugin-private://${pluginIdOf(route)}${route.slice(root.length)}`
}

const wxByPlugin = new Map<string, Record<string, unknown>>()

/**
 * The `wx` of a plugin: it does what the mini-program's does, but what one of them sets or replaces in its own the
 * other does not see. Undefined where there is no such plugin.
 */
export function pluginWx(id: string): Record<string, unknown> | undefined {
  const known = wxByPlugin.get(id)
  const wx = hooks.facade?.wx
  if (known !== undefined || wx === undefined) return known
  if (!program.plugins.some((plugin) => plugin.provider === id && plugin.root !== null)) return undefined
  const own = Object.create(Object.getPrototypeOf(wx) as object, Object.getOwnPropertyDescriptors(wx)) as Record<string, unknown>
  wxByPlugin.set(id, own)
  return own
}

function pluginOf(alias: string): PluginInfo {
  const plugin = program.plugins.find((known) => known.alias === alias)
  if (plugin === undefined) throw new Error(`plugin "${alias}" is not declared in app.json`)
  if (plugin.root === null) throw new Error(missing(plugin))
  return plugin
}

function missing({ alias, provider }: PluginInfo): string {
  return (
    `plugin "${alias}" is not here: give its folder with --plugin ${provider}=FOLDER, ` +
    `or put it at plugins/${provider} beside the mini-program`
  )
}

/** Says at the start what will stay empty. */
export function warnOfMissingPlugins(): void {
  for (const plugin of program.plugins) {
    if (plugin.root === null) native.log('warn', [], missing(plugin), '')
  }
}

function requirePlugin(alias: unknown): unknown {
  const { main } = pluginOf(String(alias))
  return main === null ? {} : requireModule(main)
}
requirePlugin.async = (alias: unknown): Promise<unknown> =>
  Promise.resolve()
    .then(() => requirePlugin(alias))
    .catch((error: unknown) => {
      throw { mod: alias, errMsg: errorParts(error).message }
    })

/** What the mini-program exports to its plugins; the first that exports something speaks for it. */
function requireMiniProgram(): unknown {
  const script = program.plugins.find((plugin) => plugin.export !== null)?.export
  return script === undefined || script === null ? {} : requireModule(native.resolve('app.js', `/${script}`))
}

export const pluginGlobals = { requirePlugin, requireMiniProgram }

/**
 * `plugin://name/page?x=1` and `plugin-private://appid/path` as addresses of pages; other addresses stay. Throws where
 * there is no such page.
 */
export function pluginPageUrl(url: string): string {
  const [, scheme, host = '', rest = ''] = /^(plugin|plugin-private):\/\/([^/]*)\/(.*)$/.exec(url) ?? []
  if (scheme === undefined) return url
  if (scheme === 'plugin-private') return `/__plugin__/${host}/${rest}`
  const mark = rest.indexOf('?')
  const name = mark < 0 ? rest : rest.slice(0, mark)
  const path = pluginOf(host).pages[name]
  if (path === undefined) throw new Error(`plugin "${host}" has no page "${name}"`)
  return `/${path}${mark < 0 ? '' : rest.slice(mark)}`
}
