/** The global `console`. */

import { errorText, toJson } from './inspect'
import { native } from './native'
import { printed } from './printed'

type Level = 'debug' | 'log' | 'info' | 'warn' | 'error'

export function write(level: Level, args: readonly unknown[], stack: string): void {
  const texts = args.map((arg) => printed(arg, (error) => native.mapStack(errorText(error)).trimEnd()))
  native.log(level, args.map(toJson), texts.join(' '), stack)
}

function method(level: Level): (...args: unknown[]) => void {
  return (...args) => write(level, args, new Error().stack ?? '')
}

export function makeConsole(): Record<string, (...args: unknown[]) => void> {
  const counts = new Map<string, number>()
  const starts = new Map<string, number>()
  const log = method('log')
  return {
    debug: method('debug'),
    log,
    info: method('info'),
    warn: method('warn'),
    error: method('error'),
    dir: log,
    table: log,
    group: log,
    groupCollapsed: log,
    groupEnd: () => {},
    clear: () => {},
    profile: () => {},
    profileEnd: () => {},
    trace: (...args) => {
      const stack = new Error().stack ?? ''
      write('log', [...args, `\n${native.mapStack(stack)}`], stack)
    },
    assert: (ok, ...args) => {
      if (!ok) write('error', ['Assertion failed:', ...args], new Error().stack ?? '')
    },
    count: (label = 'default') => {
      const count = (counts.get(String(label)) ?? 0) + 1
      counts.set(String(label), count)
      write('log', [`${String(label)}: ${count}`], new Error().stack ?? '')
    },
    time: (label = 'default') => {
      starts.set(String(label), native.now())
    },
    timeEnd: (label = 'default') => {
      const start = starts.get(String(label))
      if (start === undefined) return
      starts.delete(String(label))
      write('log', [`${String(label)}: ${(native.now() - start).toFixed(3)} ms`], new Error().stack ?? '')
    },
  }
}
