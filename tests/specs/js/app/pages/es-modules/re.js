export { named as again } from './m'
export * as everything from './m'
