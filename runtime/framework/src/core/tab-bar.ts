/** The native tab bar's state. */

import type { TabBar, TabBarState } from '../wx/context'
import { chrome } from './chrome'
import { native } from './native'
import { type ProgramInfo, program, type TabBarConfig } from './program'

function initialState(config: TabBarConfig | null): TabBarState | null {
  if (config === null) return null
  return {
    list: config.list.map((item) => ({ ...item })),
    color: config.color,
    selectedColor: config.selectedColor,
    backgroundColor: config.backgroundColor,
    borderStyle: config.borderStyle,
    visible: true,
    custom: config.custom,
  }
}

export class NativeTabBar implements TabBar {
  readonly state: TabBarState
  readonly #position: string
  /** What app.json says in the theme that was last followed. */
  #written: TabBarConfig | null = program.tabBar
  #selected = 0

  constructor(state: TabBarState, position: string) {
    this.state = state
    this.#position = position
  }

  static make(): NativeTabBar | null {
    const state = initialState(program.tabBar)
    return state === null ? null : new NativeTabBar(state, program.tabBar?.position ?? 'bottom')
  }

  get shown(): boolean {
    return this.state.visible && !this.state.custom
  }

  /** A tab page became the visible one. */
  select(route: string): void {
    const index = this.state.list.findIndex((item) => item.pagePath === route)
    if (index < 0 || index === this.#selected) return
    this.#selected = index
    this.commit(false)
  }

  /** Colours and icons that are still those of app.json become those of another theme. */
  follow(theme: string): void {
    const { tabBar } = JSON.parse(native.appInfo(theme)) as ProgramInfo
    const before = initialState(this.#written)
    const after = initialState(tabBar)
    if (before === null || after === null) return
    this.#written = tabBar
    for (const name of ['color', 'selectedColor', 'backgroundColor', 'borderStyle'] as const) {
      if (this.state[name] === before[name]) this.state[name] = after[name]
    }
    this.state.list.forEach((item, index) => {
      for (const name of ['iconPath', 'selectedIconPath'] as const) {
        const next = after.list[index]?.[name]
        if (next !== undefined && item[name] === before.list[index]?.[name]) item[name] = next
      }
    })
    this.commit(false)
  }

  commit(animation: boolean): void {
    chrome('tabBar', { ...this.state, position: this.#position, selected: this.#selected, animation })
  }
}
