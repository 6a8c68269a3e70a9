export * from './mixed'
export { default as Box } from './mixed'
export * as everything from './mixed'
export let counter = 0
export function count() {
  counter += 1
  return counter
}
