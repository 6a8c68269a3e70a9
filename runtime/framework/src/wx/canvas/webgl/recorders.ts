/** Methods from the generated table: those that only record a command, and those that ask. */

import { argument, part, plain } from './values'
import type { Members } from './table'

/** What the methods need of the context (or of the one that an extension belongs to). */
export interface Recorder {
  /** Records a command. */
  run(command: readonly unknown[]): void
  /** Records a command that uses pictures, which must be drawn up to here. */
  runWithPictures(command: readonly unknown[], args: readonly unknown[]): void
  /** Records a command that makes an object of this class. */
  make(className: string, method: string, args: readonly unknown[]): unknown
  ask(method: string, args: readonly unknown[]): unknown
}

type Method = (this: object, ...args: never[]) => unknown
type RecorderOf = (self: object) => Recorder

export function defineConstants(target: object, { constants }: Members): void {
  const words = constants.split(' ')
  for (let i = 0; i + 1 < words.length; i += 2) {
    Object.defineProperty(target, words[i] as string, { value: Number(words[i + 1]), enumerable: true })
  }
}

/**
 * Defines the methods of a table that `target` does not have itself. `prefix` is the extension with a point, or empty.
 */
export function defineMethods(target: object, { methods }: Members, recorderOf: RecorderOf, prefix = ''): void {
  const words = methods.split(' ')
  for (let i = 0; i + 1 < words.length; i += 2) {
    const name = words[i] as string
    if (name in target) continue
    const [params = '', result = ''] = (words[i + 1] as string).split(':')
    Object.defineProperty(target, name, {
      value: method(prefix + name, params, result, recorderOf),
      configurable: true,
      writable: true,
    })
  }
}

function method(name: string, params: string, result: string, recorderOf: RecorderOf): Method {
  if (/^(is[A-Z]|get)/.test(name.slice(name.indexOf('.') + 1)) || result === '?') {
    return function (...args: unknown[]) {
      return recorderOf(this).ask(name, args)
    }
  }
  if (result !== '') {
    return function (...args: unknown[]) {
      return recorderOf(this).make(result, name, args)
    }
  }
  if (/^n*$/.test(params)) return plainMethod(name, params.length, recorderOf)
  const start = params.indexOf('o')
  const pictures = name.startsWith('tex')
  if (start < 0 && !pictures) {
    return function (...args: unknown[]) {
      recorderOf(this).run(command(name, args))
    }
  }
  return function (...args: unknown[]) {
    if (start >= 0 && args.length > start) cut(args, start)
    if (pictures) recorderOf(this).runWithPictures(command(name, args), args)
    else recorderOf(this).run(command(name, args))
  }
}

export function command(name: string, args: readonly unknown[]): unknown[] {
  const made: unknown[] = [name]
  for (let i = 0; i < args.length; i += 1) made.push(argument(args[i]))
  return made
}

/** Most calls of a frame carry up to four numbers; what they record is made in one go. */
function plainMethod(name: string, count: number, of: RecorderOf): Method {
  type Any = unknown
  switch (count) {
    case 0:
      return function () {
        of(this).run([name])
      }
    case 1:
      return function (a: Any) {
        of(this).run([name, plain(a)])
      } as Method
    case 2:
      return function (a: Any, b: Any) {
        of(this).run([name, plain(a), plain(b)])
      } as Method
    case 3:
      return function (a: Any, b: Any, c: Any) {
        of(this).run([name, plain(a), plain(b), plain(c)])
      } as Method
    case 4:
      return function (a: Any, b: Any, c: Any, d: Any) {
        of(this).run([name, plain(a), plain(b), plain(c), plain(d)])
      } as Method
    default:
      return function (...args: Any[]) {
        of(this).run([name, ...args.map(plain)])
      } as Method
  }
}

/**
 * WebGL 2 lets a call say which part of the data counts: that part is what travels. The data are the argument before,
 * and of `bufferData(target, data, usage, srcOffset)` the one before that.
 */
function cut(args: unknown[], start: number): void {
  const data = typeof args[start - 1] === 'object' ? start - 1 : start - 2
  if (typeof args[data] !== 'object') return
  args[data] = part(args[data], Number(args[start] ?? 0), Number(args[start + 1] ?? 0))
  args.length = start
}
