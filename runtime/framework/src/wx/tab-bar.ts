/** Members that change the native tab bar; they only work on a tab page. */

import type { AsyncBody, Outcome } from './async-call'
import type { JsonObject, TabBar, TabBarItem } from './context'
import type { Env, Members } from './env'
import { logicAsync } from './logic-member'
import { resourceAddress } from './package-path'

/** Longer badges are shown as three dots. */
const MAX_BADGE = 4

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function tabBarMembers(env: Env): Members {
  const onTabPage = (change: (bar: TabBar, args: JsonObject, outcome: Outcome) => void): AsyncBody => {
    return (args, outcome) => {
      const bar = env.ctx.tabBar
      if (bar === null || env.ctx.currentPage()?.isTab !== true) {
        outcome.fail('not TabBar page')
        return
      }
      change(bar, args, outcome)
    }
  }
  const bar = (name: string, change: (bar: TabBar, args: JsonObject) => boolean): unknown =>
    logicAsync(
      env,
      name,
      onTabPage((tabBar, args, outcome) => {
        const animation = change(tabBar, args)
        // With a custom tab bar the native one is not there to be seen.
        if (!tabBar.state.custom) tabBar.commit(animation)
        outcome.ok()
      }),
    )
  const item = (name: string, change: (item: TabBarItem, args: JsonObject) => void): unknown =>
    logicAsync(
      env,
      name,
      onTabPage((tabBar, args, outcome) => {
        const found = tabBar.state.list[Number(args.index)]
        if (found === undefined) {
          outcome.fail('tabbar item not found')
          return
        }
        change(found, args)
        if (!tabBar.state.custom) tabBar.commit(false)
        outcome.ok()
      }),
    )

  return {
    setTabBarBadge: item('setTabBarBadge', (target, args) => {
      const text = String(args.text)
      target.badge = [...text].length > MAX_BADGE ? '...' : text
      target.redDot = false
    }),
    removeTabBarBadge: item('removeTabBarBadge', (target) => {
      target.badge = ''
    }),
    showTabBarRedDot: item('showTabBarRedDot', (target) => {
      target.redDot = true
      target.badge = ''
    }),
    hideTabBarRedDot: item('hideTabBarRedDot', (target) => {
      target.redDot = false
    }),
    setTabBarItem: item('setTabBarItem', (target, args) => {
      const text = string(args.text)
      const icon = string(args.iconPath)
      const selectedIcon = string(args.selectedIconPath)
      // Relative paths are relative to the package here, as in app.json.
      if (text !== undefined) target.text = text
      if (icon !== undefined) target.iconPath = resourceAddress(icon, undefined)
      if (selectedIcon !== undefined) target.selectedIconPath = resourceAddress(selectedIcon, undefined)
      if (typeof args.visible === 'boolean') target.visible = args.visible
    }),
    setTabBarStyle: bar('setTabBarStyle', ({ state }, args) => {
      state.color = string(args.color) ?? state.color
      state.selectedColor = string(args.selectedColor) ?? state.selectedColor
      state.backgroundColor = string(args.backgroundColor) ?? state.backgroundColor
      state.borderStyle = string(args.borderStyle) ?? state.borderStyle
      return false
    }),
    showTabBar: bar('showTabBar', ({ state }, args) => {
      state.visible = true
      return args.animation === true
    }),
    hideTabBar: bar('hideTabBar', ({ state }, args) => {
      state.visible = false
      return args.animation === true
    }),
  }
}
