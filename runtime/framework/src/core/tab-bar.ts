/** The native tab bar's state. */

import type { TabBar, TabBarState } from '../wx/context'
import { chrome } from './chrome'
import { program } from './program'

function initialState(): TabBarState | null {
  const config = program.tabBar
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
  #selected = 0

  constructor(state: TabBarState, position: string) {
    this.state = state
    this.#position = position
  }

  static make(): NativeTabBar | null {
    const state = initialState()
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

  commit(animation: boolean): void {
    chrome('tabBar', { ...this.state, position: this.#position, selected: this.#selected, animation })
  }
}
