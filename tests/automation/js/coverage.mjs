// Which methods of a client's classes a run has called. The client stays as it is: its prototypes are
// only watched.

import { createRequire } from 'node:module'

/** The classes of a client, by name. */
export async function classesOf(client) {
  if (client === 'miniprogram-automator') {
    const require = createRequire(import.meta.url)
    const load = (file) => require(`miniprogram-automator/out/${file}`)
    const elements = load('Element.js')
    return {
      automator: require('miniprogram-automator'),
      classes: {
        Automator: load('Automator.js').default,
        Launcher: load('Launcher.js').default,
        MiniProgram: load('MiniProgram.js').default,
        Page: load('Page.js').default,
        Native: load('Native.js').default,
        Element: elements.default,
        ...Object.fromEntries(Object.entries(elements).filter(([name]) => name.endsWith('Element'))),
      },
    }
  }
  const all = await import('@weapp-vite/miniprogram-automator')
  const names = ['Automator', 'Launcher', 'MiniProgram', 'Page', 'Native', 'Element']
  const elements = Object.keys(all).filter((name) => /.Element$/.test(name))
  return {
    automator: new all.Automator(),
    classes: Object.fromEntries([...names, ...elements].map((name) => [name, all[name]])),
  }
}

/**
 * Methods that no run against a mini-program container calls, each with its reason. Everything else a
 * client's classes have must be called.
 */
const NOT_APPLICABLE = {
  // Called by the class itself where its DevTools does not know the Page domain.
  'Page.queryRouteElement': 'for DevTools versions without a stable Page domain',
  'Page.queryRouteElements': 'for DevTools versions without a stable Page domain',
  'Page.callRouteMethod': 'for DevTools versions without a stable Page domain',
  'Page.setRouteData': 'for DevTools versions without a stable Page domain',
  'Page.readRouteData': 'for DevTools versions without a stable Page domain',
  'MiniProgram.readRoutePollingPageStack': 'where the current page cannot be read after a route',
  'MiniProgram.readAppFunctionPageStack': 'for DevTools versions without a stable Page domain',
  'MiniProgram.createPagesFromPayloads': 'for DevTools versions without a stable Page domain',
}

export class Coverage {
  #called = new Set()
  #classes

  constructor(classes) {
    this.#classes = classes
    const called = this.#called
    for (const [name, method] of this.#methods()) {
      const { prototype } = classes[name]
      const original = prototype[method]
      prototype[method] = function (...args) {
        called.add(`${name}.${method}`)
        return original.apply(this, args)
      }
    }
  }

  *#methods() {
    for (const [name, made] of Object.entries(this.#classes)) {
      for (const [method, { value }] of Object.entries(Object.getOwnPropertyDescriptors(made.prototype))) {
        if (method !== 'constructor' && typeof value === 'function') yield [name, method]
      }
    }
  }

  /** Names of methods that were neither called nor are listed as not applicable. */
  missing() {
    return this.#all().filter((name) => !this.#called.has(name) && !Object.hasOwn(NOT_APPLICABLE, name))
  }

  get summary() {
    const all = this.#all()
    const called = all.filter((name) => this.#called.has(name)).length
    return `${called} of ${all.length} methods called, ${all.length - called} not applicable`
  }

  #all() {
    return [...this.#methods()].map(([name, method]) => `${name}.${method}`)
  }
}
