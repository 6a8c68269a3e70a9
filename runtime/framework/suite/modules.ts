/** `require` for the suites' files: theirs, but for what we put in place of their framework and backends. */

import * as glassEasel from 'glass-easel'
import * as adapter from 'glass-easel-miniprogram-adapter'
import { MiniProgramEnv } from './adapter-env'
import { SuiteContext } from './context'
import { host } from './host'
import { installWalks, type Walker } from '../src/core/tree-walk'
import { ViewNode } from '../src/core/view/view-node'
import { TmplGroup } from './template-compiler'

walkAsPagesDo()

/** The shipped framework; where a suite wants the DOM's backend, it gets ours. */
const framework = { ...glassEasel, CurrentWindowBackendContext: SuiteContext }

const replaced: Record<string, unknown> = {
  'glass-easel': framework,
  'glass-easel-template-compiler': { TmplGroup },
  'glass-easel/src/index': framework,
  /** A const enum, which the suites' own build writes out: `SlotMode`. */
  'glass-easel/src/shadow_root': { SlotMode: { Direct: 0, Single: 1, Multiple: 2, Dynamic: 3 } },
  'glass-easel/tests/base/composed_backend': { Context: SuiteContext, Element: ViewNode, TextNode: ViewNode },
  'glass-easel-miniprogram-adapter/src/index': { ...adapter, MiniProgramEnv },
  'glass-easel-miniprogram-adapter/src/types': adapter.types,
}

const cache = new Map<string, { exports: unknown }>()

export function requireFrom(from: string, request: string): unknown {
  const path = request.startsWith('.') ? host.resolve(from, request) : request
  const name = path.replace(/\.[jt]s$/, '')
  return name in replaced ? replaced[name] : requireFile(path)
}

export function requireFile(path: string): unknown {
  const known = cache.get(path)
  if (known !== undefined) return known.exports
  const module: { exports: unknown } = { exports: {} }
  cache.set(path, module)
  host.module(path)((request) => requireFrom(path, request), module, module.exports)
  return module.exports
}

/** What the suites of glass-easel itself call the DOM's backend. */
export function domBackend(): unknown {
  return (requireFile('glass-easel/tests/base/env.ts') as { domBackend: unknown }).domBackend
}

/** The suites' templates create and update their trees the way those of pages do. */
function walkAsPagesDo(): void {
  const content = () => (walker: unknown) => {
    installWalks(walker as Walker)
    return { C: () => {}, B: {} }
  }
  const template = { content } as unknown as glassEasel.template.ComponentTemplate
  const probe = new glassEasel.ComponentSpace().defineComponent({ template }).general()
  glassEasel.Component.createWithContext('probe', probe, new glassEasel.EmptyBackendContext())
}
