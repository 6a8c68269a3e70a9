// Generated from runtime/protocol.json by `cargo xtask codegen`; do not edit by hand.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export type ArgKind = 'int' | 'int[]' | 'number' | 'string' | 'bool' | 'json'

/** Opcodes of view operations (logic to page). */
export const Op = {
  /** A built-in component; tag is WeChat's name (view, scroll-view). DOM tag is wx-<tag>. */
  createElement: 1,
  /** The host node of a custom component; tag is the name used in WXML. DOM tag is wx-<tag>, or wx-x-<tag> when that name belongs to a built-in. */
  createHost: 2,
  /** A text node. */
  createText: 3,
  /** Append (moving the child if it has a parent). */
  append: 4,
  /** Insert before a child of parent. */
  insertBefore: 5,
  /** Detach; the node stays alive until release. */
  remove: 6,
  /** Put child where old is; old is detached. */
  replace: 7,
  /** Detach deleteCount siblings from `before` on (0 = end), and insert children there. */
  splice: 8,
  /** The logic forgets this id; drop the mapping. Children are released by their own ops. */
  release: 9,
  /** New content of a text node. */
  setText: 10,
  /** The id attribute. */
  setId: 11,
  /** The whole class attribute, scope prefixes already applied (`scope--name`). */
  setClass: 12,
  /** The whole inline style; rpx already converted. */
  setStyle: 13,
  /** wx-host attribute, which compiled :host selectors match. */
  setHostScope: 14,
  /** A component attribute (kebab-case) with its typed value; on unknown tags and hosts an ordinary attribute. */
  setAttr: 15,
  /** Back to the attribute's default. */
  removeAttr: 16,
  /** data-*; the view needs it only for WXS event handlers. */
  setDataset: 17,
  /** Listener table: bit 0 capture phase, bits 1-2 mut level (0 bind, 1 mut-bind, 2 catch), bit 3 removed. */
  listen: 18,
  /** model:name; when on, the view reports changes with a `model` message. */
  modelBind: 19,
  /** Add a style sheet; sheets apply in the order of their index, and one with an index that is taken replaces the older. */
  addStyle: 20,
  /** Disable a style sheet. */
  disableStyle: 21,
  /** Call a method of a built-in component (scrollTo, play, canvas draw…). request 0: no reply wanted; otherwise the view answers with `reply`. */
  call: 22,
  /** Ask the view: kinds `fields` (selector query on resolved node ids), `viewport`, `windowProperties`, `html`; answered with `reply`. */
  query: 23,
  /** wx.pageScrollTo; px, ms. */
  scrollPage: 24,
  /** Page-wide properties: backgroundColor, backgroundTextStyle, disableScroll, onReachBottomDistance, theme, enablePullDownRefresh, refreshing (start/stop of pull-down), rootFontSize, rootBackgroundColor, pageStyle, listenScroll, listenReachBottom. */
  setPage: 25,
  /** IntersectionObserver: {targets:[id], relative:[{id|null, margins}], thresholds, initialRatio, observeAll}; results come as `observed`. */
  observe: 26,
  /** Disconnect. */
  unobserve: 27,
  /** this.animate / clearAnimation and the `animation` attribute's frames. */
  animate: 28,
  /** wx.showToast / showLoading drawn by the page, {kind:'toast'|'loading', title, icon, image, mask, duration}; null hides. */
  toast: 29,
  /** wx.loadFontFace. */
  loadFont: 30,
  /** A WXS function as event handler: flags as in `listen`, path the names that lead to it from the module's exports. At most one for the same id, type, phase and level; replaces it. */
  wxsBind: 31,
  /** change:name, the property has a new value: calls the WXS function at the end of the batch with values.value and values.old (absent: undefined). */
  wxsChange: 32,
  /** These nodes stand in the template of the component with host node `owner` (an id without a node where the host is virtual); scopes are the prefixes that a class gets there. Sent for all nodes of a page once it uses WXS handlers, like setDataset and setMark. */
  own: 33,
  /** The logic raised an event and reached this WXS handler (flags as in `wxsBind`): call it; nothing comes back. */
  wxsEvent: 34,
  /** mark:name, for events that WXS handles. */
  setMark: 35,
} as const

export type OpName = keyof typeof Op

/** What each operation carries after its opcode. */
export interface OpArgs {
  createElement: [id: number, tag: string]
  createHost: [id: number, tag: string, is: string]
  createText: [id: number, text: string]
  append: [parent: number, child: number]
  insertBefore: [parent: number, child: number, before: number]
  remove: [parent: number, child: number]
  replace: [parent: number, child: number, old: number]
  splice: [parent: number, before: number, deleteCount: number, children: number[]]
  release: [id: number]
  setText: [id: number, text: string]
  setId: [id: number, value: string]
  setClass: [id: number, value: string]
  setStyle: [id: number, value: string]
  setHostScope: [id: number, scope: string]
  setAttr: [id: number, name: string, value: Json]
  removeAttr: [id: number, name: string]
  setDataset: [id: number, name: string, value: Json]
  listen: [id: number, type: string, flags: number]
  modelBind: [id: number, name: string, on: boolean]
  addStyle: [index: number, css: string]
  disableStyle: [index: number]
  call: [id: number, method: string, params: Json, request: number]
  query: [request: number, kind: string, params: Json]
  scrollPage: [top: number, duration: number]
  setPage: [props: Json]
  observe: [observer: number, spec: Json]
  unobserve: [observer: number]
  animate: [id: number, keyframes: Json, options: Json, request: number]
  toast: [props: Json]
  loadFont: [family: string, source: string, desc: Json, request: number]
  wxsBind: [id: number, type: string, flags: number, module: string, path: Json]
  wxsChange: [id: number, name: string, module: string, path: Json, values: Json]
  own: [owner: number, scopes: Json, ids: number[]]
  wxsEvent: [id: number, type: string, flags: number, event: Json]
  setMark: [id: number, name: string, value: Json]
}

/** One method per operation. */
export type OpHandlers = { [K in OpName]: (...args: OpArgs[K]) => void }

/** Name and argument types by opcode; index 0 is unused. */
export const OP_SPECS: readonly { name: OpName | ''; args: readonly ArgKind[] }[] = [
  { name: '', args: [] },
  { name: 'createElement', args: ['int', 'string'] },
  { name: 'createHost', args: ['int', 'string', 'string'] },
  { name: 'createText', args: ['int', 'string'] },
  { name: 'append', args: ['int', 'int'] },
  { name: 'insertBefore', args: ['int', 'int', 'int'] },
  { name: 'remove', args: ['int', 'int'] },
  { name: 'replace', args: ['int', 'int', 'int'] },
  { name: 'splice', args: ['int', 'int', 'int', 'int[]'] },
  { name: 'release', args: ['int'] },
  { name: 'setText', args: ['int', 'string'] },
  { name: 'setId', args: ['int', 'string'] },
  { name: 'setClass', args: ['int', 'string'] },
  { name: 'setStyle', args: ['int', 'string'] },
  { name: 'setHostScope', args: ['int', 'string'] },
  { name: 'setAttr', args: ['int', 'string', 'json'] },
  { name: 'removeAttr', args: ['int', 'string'] },
  { name: 'setDataset', args: ['int', 'string', 'json'] },
  { name: 'listen', args: ['int', 'string', 'int'] },
  { name: 'modelBind', args: ['int', 'string', 'bool'] },
  { name: 'addStyle', args: ['int', 'string'] },
  { name: 'disableStyle', args: ['int'] },
  { name: 'call', args: ['int', 'string', 'json', 'int'] },
  { name: 'query', args: ['int', 'string', 'json'] },
  { name: 'scrollPage', args: ['number', 'number'] },
  { name: 'setPage', args: ['json'] },
  { name: 'observe', args: ['int', 'json'] },
  { name: 'unobserve', args: ['int'] },
  { name: 'animate', args: ['int', 'json', 'json', 'int'] },
  { name: 'toast', args: ['json'] },
  { name: 'loadFont', args: ['string', 'string', 'json', 'int'] },
  { name: 'wxsBind', args: ['int', 'string', 'int', 'string', 'json'] },
  { name: 'wxsChange', args: ['int', 'string', 'string', 'json', 'json'] },
  { name: 'own', args: ['int', 'json', 'int[]'] },
  { name: 'wxsEvent', args: ['int', 'string', 'int', 'json'] },
  { name: 'setMark', args: ['int', 'string', 'json'] },
]

/** What each message (page to logic) carries after its tag. */
export interface MessageArgs {
  /** The page shell has booted and can take ops. */
  ready: []
  /** An event at a node. extra: {t: timeStamp ms since page open, touches, changedTouches, wxs?} and is null when nothing is there. wxs is there when the view has called the WXS handlers on the event's way: [node id, phase (0 bubble, 1 capture)] of the one that stopped it, or []. tap, touch*, longpress bubble; component events (input, change, scroll…) do not: the logic knows. */
  event: [id: number, type: string, detail: Json, extra: Json]
  /** Two-way binding. */
  model: [id: number, name: string, value: Json]
  /** Answer to call, query, animate, loadFont; error is '' on success. */
  reply: [request: number, result: Json, error: string]
  /** IntersectionObserver entry {id, intersectionRatio, intersectionRect, boundingClientRect, relativeRect, time}. */
  observed: [observer: number, entry: Json]
  /** The batch with this number (counted from 1 per page) has been painted; sent for the first batch (0: for an initial rendering before it), and for others when the host asked with __pp.mark(). */
  painted: [batch: number]
  /** Page scrolled (only when setPage listenScroll is on). */
  scroll: [top: number]
  /** Crossed onReachBottomDistance (once per entry). */
  reachBottom: []
  /** 'refresh' when the user released past the threshold. */
  pullDown: [phase: string]
  /** Content area size in px. */
  resize: [width: number, height: number]
  /** The page asks the shell for UI above everything: picker, previewImage, contextMenu. Answered to the page with __pp.chromeReply(request, kind, result). */
  chrome: [request: number, kind: string, params: Json]
  /** <navigator> or a web-view asks for routing: {openType, url, delta, appId…}. */
  navigate: [id: number, params: Json]
  /** button open-type was tapped: share, getPhoneNumber, getUserInfo, chooseAvatar, openSetting, contact, feedback, launchApp, agreePrivacyAuthorization… */
  openType: [id: number, type: string, params: Json]
  /** The user closed the errors of saved files that lay over the page. For the host; the logic does not hear it. */
  issuesClosed: []
  /** An uncaught error in the page runtime. */
  error: [message: string, stack: string]
  /** ComponentDescriptor.callMethod of WXS: calls a method of the component with this host node, or of the component in whose template the node stands. */
  wxsCall: [id: number, method: string, params: Json]
  /** ComponentDescriptor.triggerEvent of WXS; options {bubbles?, composed?, capturePhase?}. */
  wxsTrigger: [id: number, type: string, detail: Json, options: Json]
  /** WXS wrote to its console, or failed (level error). */
  wxsLog: [level: string, params: Json]
}

export type MessageTag = keyof MessageArgs

export type Message = { [K in MessageTag]: [tag: K, ...args: MessageArgs[K]] }[MessageTag]
