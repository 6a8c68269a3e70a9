/** `describe`, `it`, the hooks and `jest` as specs written for Jest know them. */

import { clearAllMocks, fn, isMockFunction, resetAllMocks, restoreAllMocks, spyOn } from '@vitest/spy'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from '@vitest/runner'
import { expect } from './expect'
import { forgetModules } from './modules/require'
import { runnerConfig } from './runner-config'

type Body = (...args: unknown[]) => unknown
type Done = ((error?: unknown) => void) & { fail: (error?: unknown) => void }

/** A body that takes `done` ends when that is called. What it returns is not Jest's to judge. */
function awaiting(body: Body): () => Promise<void> {
  if (typeof body !== 'function') return body as never
  if (body.length === 0) {
    return async () => {
      await body()
    }
  }
  return () =>
    new Promise<void>((resolve, reject) => {
      const fail = (error?: unknown): void =>
        reject(error instanceof Error ? error : new Error(`done was called with ${String(error)}`))
      const done: Done = Object.assign((error?: unknown) => (error ? fail(error) : resolve()), { fail })
      Promise.resolve(body(done)).catch(reject)
    })
}

type Collect = (name: string, body?: () => Promise<void>, timeout?: number) => void

function test(collect: Collect) {
  return (name: unknown, body: Body, timeout?: number) => {
    if (body === undefined) throw new Error(`the test "${String(name)}" has no function; use test.todo for a test to be written`)
    collect(nameOf(name), awaiting(body), timeout)
  }
}

function nameOf(name: unknown): string {
  return typeof name === 'function' ? name.name : String(name)
}

type Each = (...table: unknown[]) => (name: string, body: Body, timeout?: number) => void
interface Variant extends Collect {
  each: Each
}

/** Rows of a table: each an array of arguments. */
function each(variant: Variant): Each {
  return (...table) =>
    (name, body, timeout) =>
      // The library calls the body with the row's arguments; a body that takes one more wants `done`.
      variant.each(...table)(name, body, timeout)
}

const tests = it as unknown as Record<'skip' | 'only' | 'concurrent' | 'fails', Variant> & Variant
const todo = (name: string) => (it as unknown as { todo: (name: string) => void }).todo(nameOf(name))
const skipped = Object.assign(test(tests.skip), { each: each(tests.skip) })
const only = Object.assign(test(tests.only), { each: each(tests.only) })
const failing = test(tests.fails)
const jestTest = Object.assign(test(tests), {
  each: each(tests),
  skip: skipped,
  only,
  todo,
  failing,
  // A mini-program has one page stack: what runs at once would get in its way.
  concurrent: Object.assign(test(tests), { each: each(tests), only, skip: skipped }),
})

const suites = describe as unknown as Record<'skip' | 'only', Variant> & Variant
function suite(variant: Variant) {
  const collect = (name: unknown, body: () => void) => {
    const checked = (): void => {
      const result: unknown = body()
      if (result instanceof Promise) throw new Error(`describe("${nameOf(name)}") must not be async; use beforeAll for what takes time`)
    }
    ;(variant as unknown as (name: string, body: () => void) => void)(nameOf(name), checked)
  }
  return Object.assign(collect, { each: each(variant) })
}
const jestDescribe = Object.assign(suite(suites), { skip: suite(suites.skip), only: suite(suites.only) })

type Hook = (body: () => Promise<void>, timeout?: number) => void
function hook(register: unknown) {
  return (body: Body, timeout?: number) => (register as Hook)(awaiting(body), timeout)
}

function refuse(name: string, instead: string) {
  return () => {
    throw new Error(`jest.${name} is not there: ${instead}`)
  }
}

/** Members of `jest` return it. */
function chained(work: () => unknown): typeof jest {
  work()
  return jest
}

const noModules = 'the mini-program runs in a container of its own; mock its wx members with miniProgram.mockWxMethod'

export const jest: Record<string, unknown> = {
  fn,
  spyOn,
  isMockFunction,
  mocked: (value: unknown) => value,
  clearAllMocks: () => chained(clearAllMocks),
  resetAllMocks: () => chained(resetAllMocks),
  restoreAllMocks: () => chained(restoreAllMocks),
  resetModules: () => chained(forgetModules),
  setTimeout: (ms: number) => {
    runnerConfig.testTimeout = ms
    runnerConfig.hookTimeout = ms
    return jest
  },
  retryTimes: (times: number) => {
    runnerConfig.retry = times
    return jest
  },
  mock: refuse('mock', noModules),
  doMock: refuse('doMock', noModules),
  unmock: refuse('unmock', noModules),
  useFakeTimers: refuse('useFakeTimers', 'the mini-program has its own clock, which a spec does not turn'),
  useRealTimers: () => jest,
}

export const globals = {
  describe: jestDescribe,
  fdescribe: jestDescribe.only,
  xdescribe: jestDescribe.skip,
  it: jestTest,
  fit: only,
  xit: skipped,
  test: jestTest,
  xtest: skipped,
  beforeAll: hook(beforeAll),
  beforeEach: hook(beforeEach),
  afterAll: hook(afterAll),
  afterEach: hook(afterEach),
  expect,
  jest,
}
