/**
 * The adapter's `MiniProgramEnv` with our `Page`, `Component` and `Behavior`: each environment is that of a
 * copy of our framework, with its code space as the main one.
 */

import type * as glassEasel from 'glass-easel'
import * as adapter from 'glass-easel-miniprogram-adapter'
import type { ComponentConfig } from '../src/core/program'
import { SuiteContext } from './context'
import { type Core, loadCore } from './load-core'

type CodeSpace = adapter.CodeSpace
type StaticConfig = Parameters<CodeSpace['addComponentStaticConfig']>[1]

const callerMethods = Object.getOwnPropertyDescriptors(adapter.component.ComponentCaller.prototype)

/** A copy of our framework, with nothing left of the one before it. */
function freshCore(configOf: (path: string) => StaticConfig | undefined): Core {
  const prototype = adapter.component.ComponentCaller.prototype
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (!(name in callerMethods)) delete (prototype as unknown as Record<string, unknown>)[name]
  }
  Object.defineProperties(prototype, callerMethods)
  const core = loadCore({ componentConfig: (path) => JSON.stringify(configInFull(configOf(path))) })
  core.setUpSpace()
  // Ours writes ids to the view, for WXSS; the suite compares with what the adapter's default gives.
  core.codeSpace.getComponentSpace().updateComponentOptions({ writeIdToDOM: false })
  core.installInstanceMethods()
  return core
}

/** What the JSON file of a component says, as our compiler gives it. */
function configInFull(config: StaticConfig | undefined): ComponentConfig {
  const generics = Object.entries(config?.componentGenerics ?? {}).map(([name, generic]) => [
    name,
    (generic === true ? undefined : generic.default) ?? null,
  ])
  return {
    component: config?.component ?? false,
    usingComponents: config?.usingComponents ?? {},
    componentPlaceholder: config?.componentPlaceholder ?? {},
    componentGenerics: Object.fromEntries(generics) as Record<string, string | null>,
    styleIsolation: config?.styleIsolation ?? null,
    addGlobalClass: config?.addGlobalClass ?? false,
    pureDataPattern: config?.pureDataPattern ?? null,
  }
}

/** Makes a code space hand out our definitions, and call handlers as we do. */
function dress(codeSpace: CodeSpace, core: Core): CodeSpace {
  const addTemplate = codeSpace.addCompiledTemplate.bind(codeSpace)
  codeSpace.addCompiledTemplate = (path, content) => addTemplate(path, core.prepareTemplate(content))
  const { Page, Component, Behavior } = core.definitions
  const ours = { Page, Component, Behavior } as unknown as Parameters<Parameters<CodeSpace['componentEnv']>[1]>[0]
  const componentEnv = codeSpace.componentEnv.bind(codeSpace)
  // The nameless component stands in for what is missing; our framework registers it without a script.
  codeSpace.componentEnv = (path, define) =>
    path === '' ? componentEnv(path, define) : core.definingAs(path, () => define(ours))
  codeSpace.globalComponentEnv = (target: object, path, define) => {
    const before = Object.getOwnPropertyDescriptors(target)
    Object.assign(target, ours)
    try {
      return core.definingAs(path, define)
    } finally {
      for (const name of Object.keys(ours)) delete (target as Record<string, unknown>)[name]
      Object.defineProperties(target, before)
    }
  }
  return codeSpace
}

/** Called with `new`, as the class that it stands for. */
export function MiniProgramEnv(): adapter.MiniProgramEnv {
  const core = freshCore((path) => core.codeSpace.getComponentStaticConfig(path))
  const { env } = core
  const createCodeSpace = env.createCodeSpace.bind(env)
  const associateBackend = env.associateBackend.bind(env)
  return Object.assign(env, {
    createCodeSpace: (id: string, isMain: boolean, publicComponents?: Record<string, string>): CodeSpace =>
      id === '' && isMain ? dress(core.codeSpace, core) : createCodeSpace(id, isMain, publicComponents),
    associateBackend: (context?: glassEasel.GeneralBackendContext): adapter.AssociatedBackend =>
      associateBackend(context ?? (new SuiteContext() as unknown as glassEasel.GeneralBackendContext)),
  })
}
