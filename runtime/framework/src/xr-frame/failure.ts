/** What is said of everything that needs a running scene. */
export function notSupported(what: string): Error {
  return Object.assign(new Error(`XR-frame: ${what} is not supported: scenes are not run in this container`), { errno: 100 })
}

/** Makes methods of a class say so. */
export function refuse(target: { prototype: object; name: string }, methods: readonly string[]): void {
  for (const method of methods) {
    Object.defineProperty(target.prototype, method, {
      configurable: true,
      writable: true,
      value() {
        throw notSupported(`${target.name}.${method}`)
      },
    })
  }
}
