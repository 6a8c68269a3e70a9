/** Copies of the part of our framework that defines components. */

import * as glassEasel from 'glass-easel'
import * as adapter from 'glass-easel-miniprogram-adapter'
import { host } from './host'
import { makeNative, type Overrides } from './native'

export type Core = typeof import('./core')

const shared: Record<string, unknown> = { 'glass-easel': glassEasel, 'glass-easel-miniprogram-adapter': adapter }

export function loadCore(overrides: Overrides): Core {
  const module: { exports: unknown } = { exports: {} }
  const holder = globalThis as unknown as { __native?: unknown }
  holder.__native = makeNative(overrides)
  host.core((request) => shared[request], module, module.exports)
  return module.exports as Core
}
