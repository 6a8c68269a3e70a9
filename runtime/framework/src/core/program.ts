/** What app.json and the host say: pages, tab bar, theme, metrics. */

import type { HostInfo } from '../wx/context'
import { native } from './native'

export interface SubPackage {
  root: string
  name: string | null
  pages: string[]
  independent: boolean
  entry: string | null
}

export interface PluginInfo {
  alias: string
  provider: string
  version: string
  /** Where its files are; null where nobody supplied them. */
  root: string | null
  main: string | null
  components: Record<string, string>
  pages: Record<string, string>
  export: string | null
}

export interface TabBarConfig {
  custom: boolean
  color: string
  selectedColor: string
  backgroundColor: string
  borderStyle: string
  position: string
  list: { pagePath: string; text: string; iconPath: string; selectedIconPath: string }[]
}

export interface ProgramInfo {
  appid: string
  name: string
  pages: string[]
  entryPagePath: string
  subPackages: SubPackage[]
  darkmode: boolean
  lazyCodeLoading: boolean
  tabBar: TabBarConfig | null
  /** Folder of the worker scripts. */
  workers: string | null
  plugins: PluginInfo[]
  config: Record<string, unknown>
}

export interface ComponentConfig {
  component: boolean
  usingComponents: Record<string, string>
  componentPlaceholder: Record<string, string>
  componentGenerics: Record<string, string | null>
  styleIsolation: string | null
  addGlobalClass: boolean
  pureDataPattern: string | null
}

export interface PageConfig {
  window: Record<string, unknown>
  component: ComponentConfig
}

export function hostInfo(): HostInfo {
  return JSON.parse(native.hostInfo()) as HostInfo
}

/** `light` unless app.json turns on dark mode and the host is dark. */
export function effectiveTheme(): string {
  return program.darkmode ? theme.current : 'light'
}

export const theme = { current: hostInfo().theme === 'dark' ? 'dark' : 'light' }

export const program: ProgramInfo = readProgram()

function readProgram(): ProgramInfo {
  const info = JSON.parse(native.appInfo('light')) as ProgramInfo
  if (info.darkmode && theme.current === 'dark') return JSON.parse(native.appInfo('dark')) as ProgramInfo
  return info
}

const pageSet = new Set(program.pages)
const tabSet = new Set(program.tabBar?.list.map((item) => item.pagePath) ?? [])

export function hasPage(path: string): boolean {
  return pageSet.has(path)
}

export function isTabPage(path: string): boolean {
  return tabSet.has(path)
}

const independentRoots = program.subPackages.filter((sub) => sub.independent).map((sub) => `${sub.root}/`)

/** Whether a file is in an independent subpackage, which may run without the main package. */
export function isIndependent(path: string): boolean {
  return independentRoots.some((root) => path.startsWith(root))
}

export function pageConfig(route: string): PageConfig {
  return JSON.parse(native.pageConfig(route, effectiveTheme())) as PageConfig
}

export function componentConfig(path: string): ComponentConfig {
  return JSON.parse(native.componentConfig(path)) as ComponentConfig
}
