/**
 * What mini-programs may not do: make code from text. WeChat refuses `eval` and `new Function`,
 * except `Function('return this')`, which libraries use to find the global object.
 */

function refuse(what: string): never {
  throw new EvalError(`${what} is not allowed in a mini-program`)
}

export function forbidCodeFromText(): void {
  const FunctionPrototype = Function.prototype
  const Guarded = function GuardedFunction(...parts: unknown[]): unknown {
    const body = String(parts[parts.length - 1] ?? '').trim()
    if (parts.length <= 1 && /^return this;?$/.test(body)) return () => globalThis
    if (parts.length === 0 || (parts.length === 1 && body === '')) return () => {}
    return refuse('new Function()')
  }
  Guarded.prototype = FunctionPrototype
  Object.defineProperty(Guarded, 'name', { value: 'Function' })
  define(FunctionPrototype, 'constructor', Guarded)
  define(globalThis, 'Function', Guarded)
  define(globalThis, 'eval', function evaluate(): never {
    return refuse('eval()')
  })
  const kinds = [async () => {}, function* () {}, async function* () {}]
  for (const sample of kinds) {
    const prototype = Object.getPrototypeOf(sample) as object
    define(prototype, 'constructor', function refused(): never {
      return refuse('a function constructor')
    })
  }
}

/**
 * Names of the browser that WeChat declares around every module without a value. Bundles mention them bare, as
 * webpack's `(function (root, factory) {…})(window, …)` does, which must not be a ReferenceError.
 */
const BROWSER_NAMES = [
  'window',
  'document',
  'frames',
  'self',
  'location',
  'navigator',
  'localStorage',
  'history',
  'Caches',
  'screen',
  'alert',
  'confirm',
  'prompt',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
]

export function declareBrowserNames(): void {
  for (const name of BROWSER_NAMES) {
    if (!(name in globalThis)) define(globalThis, name, undefined)
  }
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
}
