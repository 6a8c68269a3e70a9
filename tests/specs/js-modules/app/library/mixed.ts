// An ES module in TypeScript that CommonJS requires, and that requires CommonJS.
const legacy = require('./legacy') as { add: (a: number, b: number) => number }
export enum Unit {
  Metre = 'm',
  Foot = 'ft',
}
export namespace Length {
  export const unit = Unit.Metre
}
export const total = (list: readonly number[]): number => list.reduce((sum, item) => legacy.add(sum, item), 0)
export default class Box<T> {
  constructor(private readonly value: T, readonly label = 'box') {}
  get(): T {
    return this.value
  }
}
export type { Unit as UnitType } from './mixed'
