/** `describe`, `it` and their kin: collects the tests of one file, runs them in order, and says how they went. */

import { host } from './host'
import { clearTimer, setTimeout } from '../src/core/timers'
import { flushViews } from '../src/core/view/page-view'

type Body = (done?: (error?: unknown) => void) => unknown

export interface Outcome {
  name: string
  state: 'passed' | 'failed' | 'skipped'
  message: string
}

interface Group {
  name: string
  parent: Group | null
  beforeAll: Body[]
  afterAll: Body[]
  beforeEach: Body[]
  afterEach: Body[]
  entries: (Group | Test)[]
}

interface Test {
  name: string
  body: Body | null
}

/** Jest's own limit. */
const TEST_LIMIT_MS = 5000

function makeGroup(name: string, parent: Group | null): Group {
  return { name, parent, beforeAll: [], afterAll: [], beforeEach: [], afterEach: [], entries: [] }
}

const root = makeGroup('', null)
let current = root

function describe(name: string, define: () => void): void {
  const group = makeGroup(name, current)
  current.entries.push(group)
  const outer = current
  current = group
  try {
    define()
  } finally {
    current = outer
  }
}

function it(name: string, body: Body): void {
  current.entries.push({ name, body })
}
it.skip = (name: string): void => {
  current.entries.push({ name, body: null })
}
it.todo = it.skip

export const globals = {
  describe,
  it,
  test: it,
  beforeAll: (body: Body) => current.beforeAll.push(body),
  afterAll: (body: Body) => current.afterAll.push(body),
  beforeEach: (body: Body) => current.beforeEach.push(body),
  afterEach: (body: Body) => current.afterEach.push(body),
}

/** Runs a test or hook to its end: a promise, or a call of `done` where it asks for one. */
function settle(body: Body): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not done after ${TEST_LIMIT_MS} ms`)), TEST_LIMIT_MS)
    const end = (finish: () => void): void => {
      clearTimer(limit)
      finish()
    }
    const failed = (error: unknown): void => end(() => reject(error))
    try {
      if (body.length > 0) {
        body((error) => (error === undefined ? end(() => resolve(undefined)) : failed(error)))
        return
      }
      const result = body()
      if (result instanceof Promise) result.then((value) => end(() => resolve(value)), failed)
      else end(() => resolve(result))
    } catch (error) {
      failed(error)
    }
  })
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { expected, actual } = error as { expected?: unknown; actual?: unknown }
  const both = expected === undefined && actual === undefined ? '' : `\n  expected ${show(expected)}\n  got      ${show(actual)}`
  return `${error.message}${both}\n${error.stack ?? ''}`
}

function show(value: unknown): string {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  } catch {
    return String(value)
  }
}

function fullName(group: Group | null, name: string): string {
  const names = [name]
  for (let at = group; at !== null; at = at.parent) if (at.name !== '') names.unshift(at.name)
  return names.join(' > ')
}

function lineage(group: Group): Group[] {
  return group.parent === null ? [group] : [...lineage(group.parent), group]
}

/** What the view refused since the last question. */
function violationsOf(): string[] {
  flushViews()
  return JSON.parse(host.violations()) as string[]
}

async function runTest(test: Test, group: Group, broken: string): Promise<Outcome> {
  const name = fullName(group, test.name)
  const { body } = test
  if (body === null) return { name, state: 'skipped', message: '' }
  if (broken !== '') return { name, state: 'failed', message: broken }
  try {
    const groups = lineage(group)
    for (const { beforeEach } of groups) for (const hook of beforeEach) await settle(hook)
    await settle(body)
    for (const { afterEach } of groups.reverse()) for (const hook of afterEach) await settle(hook)
    const violations = violationsOf()
    if (violations.length > 0) throw new Error(`the view was sent what it cannot do: ${violations.join('; ')}`)
    return { name, state: 'passed', message: '' }
  } catch (error) {
    violationsOf()
    return { name, state: 'failed', message: describeError(error) }
  }
}

async function runGroup(group: Group, outerBroken: string, outcomes: Outcome[]): Promise<void> {
  let broken = outerBroken
  for (const hook of group.beforeAll) {
    if (broken !== '') break
    try {
      await settle(hook)
    } catch (error) {
      broken = `beforeAll: ${describeError(error)}`
    }
  }
  for (const entry of group.entries) {
    if ('entries' in entry) await runGroup(entry, broken, outcomes)
    else outcomes.push(await runTest(entry, group, broken))
  }
  for (const hook of group.afterAll) await settle(hook).catch((error) => host.log(`afterAll: ${describeError(error)}`))
}

/** Runs what the file has declared by loading it. */
export async function runFile(load: () => void): Promise<void> {
  const outcomes: Outcome[] = []
  try {
    load()
    await runGroup(root, '', outcomes)
  } catch (error) {
    outcomes.push({ name: 'the file itself', state: 'failed', message: describeError(error) })
  }
  host.finish(JSON.stringify(outcomes))
}
