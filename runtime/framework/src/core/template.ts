/** Compiled templates, with event handlers and WXS functions called as mini-programs expect. */

import type * as glassEasel from 'glass-easel'
import { callHandler } from './events'
import { callChangeListener } from './wxs-handlers'

type DataPath = readonly (string | number)[] | null | undefined
type Listener = (event: unknown) => unknown
type BindEvent = (
  element: unknown,
  name: string,
  handler: unknown,
  final: boolean,
  mutated: boolean,
  capture: boolean,
  dynamic: boolean,
  path?: DataPath,
) => void

interface Wrapper {
  changePropFilter: unknown
  eventListenerWrapper: unknown
  setFnFilter: () => void
  setEventListenerWrapper: () => void
  /** Binds an event handler: a method's name, or a function of WXS. */
  v: BindEvent
  peapod?: true
}

type ProcGen = (wrapper: Wrapper, ...rest: unknown[]) => unknown

interface ComponentTemplate {
  groupList?: unknown
  content: (name: string) => ProcGen
  fallbackListenerOnNativeNode?: boolean
}

/** `template` is what the compiler's output evaluates to. */
export function prepareTemplate(template: unknown): glassEasel.template.ComponentTemplate {
  const { content, ...rest } = template as ComponentTemplate
  const prepared: ComponentTemplate = {
    ...rest,
    fallbackListenerOnNativeNode: true,
    content: (name) => {
      const generate = content(name)
      if (typeof generate !== 'function') return generate
      return (wrapper, ...args) => {
        if (wrapper.peapod !== true) adopt(wrapper)
        return generate(wrapper, ...args)
      }
    },
  }
  return prepared as unknown as glassEasel.template.ComponentTemplate
}

/** The generated code installs its own (empty) filters in templates with WXS; ours stay. */
function adopt(wrapper: Wrapper): void {
  wrapper.peapod = true
  wrapper.changePropFilter = (listener: unknown, path: DataPath) => callChangeListener(listener, path)
  wrapper.eventListenerWrapper = (caller: object, event: unknown, listener: Listener, path: DataPath) =>
    callHandler(caller, event as glassEasel.ShadowedEvent<unknown>, listener, isScriptPath(path))
  const bind = wrapper.v
  // `{{disabled || m.drag}}` is no path; the function it gives is of WXS all the same.
  wrapper.v = (element, name, handler, final, mutated, capture, dynamic, path) =>
    bind(element, name, handler, final, mutated, capture, dynamic, typeof handler === 'function' ? (path ?? SCRIPT) : path)
  wrapper.setFnFilter = () => {}
  wrapper.setEventListenerWrapper = () => {}
}

/** A path in a WXS module. */
const SCRIPT: DataPath = [1]

/** Whether an expression's left value lies in a WXS module (`GeneralLvaluePathPrefix` 1 and 2). */
export function isScriptPath(path: DataPath): boolean {
  return path !== null && path !== undefined && (path[0] === 1 || path[0] === 2)
}
