/** Object.hasOwn, which WebViews of 2021 lack. */
export function hasOwn(object: object, name: string): boolean {
  return Object.getOwnPropertyDescriptor(object, name) !== undefined
}
