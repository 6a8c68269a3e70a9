/** Compiled templates, with event handlers and WXS functions called as mini-programs expect. */

import * as glassEasel from 'glass-easel'
import { classStep } from './class-step'
import { callHandler, methodListener } from './events'
import { type Drawer, keepNewestValues } from './placeholder-values'
import { installWalks, type Walker } from './tree-walk'
import { ViewNode } from './view/view-node'
import { FunctionNames, type LoadedModules } from './wxs/function-names'
import { callChangeListener } from './wxs/logic-handlers'
import { announceListener, bindInView, changeInView, type Phase, unbindInView } from './wxs/view-handlers'

type DataPath = readonly (string | number)[] | null | undefined
type BindEvent = (
  element: glassEasel.Element,
  name: string,
  handler: unknown,
  final: boolean,
  mutated: boolean,
  capture: boolean,
  dynamic: boolean,
  path?: DataPath,
) => void
type SetValue = (element: glassEasel.Element, name: string, value: unknown) => void
type ChangeListener = (value: unknown, old: unknown, host: glassEasel.GeneralComponent, element: glassEasel.Element) => void

interface Wrapper extends Drawer {
  changePropFilter: unknown
  setFnFilter: () => void
  setEventListenerWrapper: () => void
  /** Binds an event handler: a method's name, or a function of WXS. */
  v: BindEvent
  /** Sets the classes. */
  c: (element: StyledElement, names: unknown) => void
  /** Sets the style, or the property of that name. */
  y: (element: StyledElement, style: unknown) => void
  bindingMapUpdate: (field: string, data: unknown, updates: unknown) => boolean
  /** Sets a property of a component or an attribute of a built-in. */
  r: SetProperty
  /** Sets `data-…`. */
  d: SetValue
  /** Sets `mark:…`. */
  m: SetValue
  /** Sets `change:…`. */
  p: (element: glassEasel.Element, name: string, listener: unknown, path?: DataPath) => void
  peapod?: true
}

/** An element, and the text that its classes were last set from. */
type StyledElement = WatchedElement & { classText?: string }
/** An element, and the `change:…` listeners in its template. */
type WatchedElement = glassEasel.Element & { _$wxTmplArgs?: { changeProp?: object } }
type SetProperty = (
  element: WatchedElement,
  name: string,
  value: unknown,
  modelPath?: DataPath,
  path?: DataPath,
) => void

type ProcGen = (wrapper: Wrapper, ...rest: unknown[]) => unknown

interface ComponentTemplate {
  groupList?: Record<string, unknown> & { '#wxs'?: LoadedModules }
  content: (name: string) => ProcGen
  fallbackListenerOnNativeNode?: boolean
}

const NO_TAGS: ReadonlySet<string> = new Set()

/** `template` is what the compiler's output evaluates to; `placeholders` are the tags that have one. */
export function prepareTemplate(template: unknown, placeholders = NO_TAGS): glassEasel.template.ComponentTemplate {
  const { content, ...rest } = template as ComponentTemplate
  const names = new FunctionNames(rest.groupList?.['#wxs'] ?? [])
  const prepared: ComponentTemplate = {
    ...rest,
    fallbackListenerOnNativeNode: true,
    content: (name) => {
      const generate = content(name)
      if (typeof generate !== 'function') return generate
      return (wrapper, ...args) => {
        if (wrapper.peapod !== true) {
          adopt(wrapper, names)
          if (placeholders.size > 0) keepNewestValues(wrapper, placeholders)
        }
        return generate(wrapper, ...args)
      }
    },
  }
  return prepared as unknown as glassEasel.template.ComponentTemplate
}

/** The generated code installs its own (empty) filters in templates with WXS; ours stay. */
function adopt(wrapper: Wrapper, names: FunctionNames): void {
  wrapper.peapod = true
  installWalks(wrapper as unknown as Walker)
  adoptEvents(wrapper, names)
  adoptChanges(wrapper, names)
  adoptValues(wrapper)
  shortenSetters(wrapper)
  applyStyleProperties(wrapper)
  wrapper.setFnFilter = () => {}
  wrapper.setEventListenerWrapper = () => {}
}

function adoptEvents(wrapper: Wrapper, names: FunctionNames): void {
  wrapper.v = (element, type, handler, final, mutated, capture, dynamic, path) => {
    const phase = { final, mutated, capture }
    let listener: EventListener | undefined
    if (typeof handler === 'function') {
      const inView = bindInView(element, type, handler, phase, names)
      if (!inView) listener = functionListener(element, handler as (event: unknown) => unknown, path)
    } else {
      if (dynamic) unbindInView(element, type, phase)
      const name = handler === undefined || handler === null ? '' : String(handler)
      if (name !== '') listener = methodListener(element, name)
    }
    if (dynamic) forgetListener(element, type, phase)
    if (listener === undefined) return
    element.addListener(type, listener, phase)
    if (dynamic) listenersOf(element).set(keyOf(type, phase), listener)
    if (typeof handler !== 'function') announceListener(element, type, phase)
  }
}

/** `{{disabled || m.drag}}` is no path; the function it gives is of WXS all the same. */
function functionListener(
  element: glassEasel.Element,
  handler: (event: unknown) => unknown,
  path: DataPath,
): EventListener {
  return (event) => {
    const host = element.ownerShadowRoot?.getHostNode()
    if (host === undefined) return undefined
    return callHandler(host.getMethodCaller(), event, handler, isScriptPath(path ?? SCRIPT))
  }
}

type EventListener = (event: glassEasel.ShadowedEvent<unknown>) => boolean | undefined

/** What expressions have bound so far, by type and form: each form of a binding changes alone. */
const bound = new WeakMap<glassEasel.Element, Map<string, EventListener>>()

function listenersOf(element: glassEasel.Element): Map<string, EventListener> {
  let listeners = bound.get(element)
  if (listeners === undefined) {
    listeners = new Map()
    bound.set(element, listeners)
  }
  return listeners
}

function keyOf(type: string, { final, mutated, capture }: Phase): string {
  return `${final}${mutated}${capture}${type}`
}

function forgetListener(element: glassEasel.Element, type: string, phase: Phase): void {
  const listeners = bound.get(element)
  const key = keyOf(type, phase)
  const listener = listeners?.get(key)
  if (listener === undefined) return
  listeners?.delete(key)
  element.removeListener(type, listener, phase)
}

function adoptChanges(wrapper: Wrapper, names: FunctionNames): void {
  const add = wrapper.p
  let property = ''
  wrapper.p = (element, name, listener, path) => {
    property = name
    add(element, name, listener, path)
  }
  wrapper.changePropFilter = (listener: unknown, path: DataPath): ChangeListener => {
    const name = property
    const isScript = isScriptPath(path) || (typeof listener === 'function' && names.find(listener) !== undefined)
    const inLogic = callChangeListener(listener, isScript) as ChangeListener
    return (value, old, host, element) => {
      const inView = typeof listener === 'function' && changeInView(element, name, listener, names, value, old)
      if (!inView) inLogic(value, old, host, element)
    }
  }
}

/** Events that the view hands to WXS carry datasets and marks. */
function adoptValues(wrapper: Wrapper): void {
  const { d: setDataset, m: setMark } = wrapper
  wrapper.d = (element, name, value) => {
    setDataset(element, name, value)
    viewNode(element)?.datasetChanged()
  }
  wrapper.m = (element, name, value) => {
    setMark(element, name, value)
    viewNode(element)?.setMark(name, value)
  }
}

/** What a list that is set anew does for each of its items without need. */
function shortenSetters(wrapper: Wrapper): void {
  const { c: setClasses, r: setProperty } = wrapper
  // Most items keep their classes, which take long to take apart.
  wrapper.c = (element, names) => {
    const before = element.classText
    const watched = isWatched(element)
    if (before === names && names !== undefined && !watched) return
    element.classText = typeof names === 'string' ? names : undefined
    // `card {{on ? 'on' : ''}}`: two searches in place of a comparison of all classes with all.
    if (before !== undefined && element.classText !== undefined && !watched && isBuiltin(element)) {
      const step = classStep(before, element.classText)
      if (step !== null) {
        element.toggleNodeClass(step.name, step.added)
        return
      }
    }
    setClasses(element, names)
  }
  wrapper.r = (element, name, value, modelPath, path) => {
    const plain = modelPath === undefined && !mayBind(name) && isBuiltin(element) && !isWatched(element)
    if (plain) element.updateAttribute(name, value)
    else setProperty(element, name, value, modelPath, path)
  }
}

/**
 * A component may declare `style` as a property. When one field changes, glass-easel sets it without telling the
 * component.
 */
function applyStyleProperties(wrapper: Wrapper): void {
  const { y: setStyle, bindingMapUpdate: update } = wrapper
  let styled: glassEasel.GeneralComponent[] | undefined
  wrapper.y = (element, style) => {
    setStyle(element, style)
    const component = styled === undefined ? null : element.asGeneralComponent()
    if (component !== null) styled?.push(component)
  }
  wrapper.bindingMapUpdate = (field, data, updates) => {
    const outer = styled
    styled = []
    try {
      const done = update.call(wrapper, field, data, updates)
      for (const component of styled) {
        if (component.hasPendingChanges()) component.applyDataUpdates()
      }
      return done
    } finally {
      styled = outer
    }
  }
}

const isBuiltin: (element: glassEasel.Element) => boolean = glassEasel.NativeNode.isNativeNode

function isWatched(element: WatchedElement): boolean {
  return element._$wxTmplArgs?.changeProp !== undefined
}

const bindingNames = new Map<string, boolean>()

/** Whether the attribute may be an event binding in a legacy spelling, which glass-easel looks into. */
function mayBind(name: string): boolean {
  let known = bindingNames.get(name)
  if (known === undefined) {
    known = /^(?:capture-?)?(?:bind|catch)|^on/i.test(name)
    bindingNames.set(name, known)
  }
  return known
}

function viewNode(element: glassEasel.Element): ViewNode | undefined {
  const node: unknown = element.getBackendElement()
  return node instanceof ViewNode ? node : undefined
}

/** A path in a WXS module. */
const SCRIPT: DataPath = [1]

/** Whether an expression's left value lies in a WXS module (`GeneralLvaluePathPrefix` 1 and 2). */
export function isScriptPath(path: DataPath): boolean {
  return path !== null && path !== undefined && (path[0] === 1 || path[0] === 2)
}
