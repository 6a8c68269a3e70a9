/** Snapshots in Jest's format and places: `__snapshots__/x.spec.js.snap`, and inline. */

import { chai, equals, iterableEquality, subsetEquality } from '@vitest/expect'
import { getCurrentTest } from '@vitest/runner'
import { addSerializer, SnapshotClient, stripSnapshotIndentation } from '@vitest/snapshot'
import { basename, dirname, isAbsolute, join, resolve } from 'pathe'
import { config, host } from './host'

const client = new SnapshotClient({
  isEqual: (received, expected) => equals(received, expected, [iterableEquality, subsetEquality]),
})

const environment = {
  getVersion: () => '1',
  getHeader: () => '// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing',
  resolvePath: async (file: string) => join(dirname(file), '__snapshots__', `${basename(file)}.snap`),
  resolveRawPath: async (test: string, raw: string) => (isAbsolute(raw) ? raw : resolve(dirname(test), raw)),
  saveSnapshotFile: async (file: string, text: string) => {
    host.makeDirectory(dirname(file))
    host.writeText(file, text)
  },
  readSnapshotFile: async (file: string) => (host.kindOf(file) === 'file' ? host.readText(file) : null),
  removeSnapshotFile: async (file: string) => {
    if (host.kindOf(file) === 'file') host.remove(file)
  },
}

interface Named {
  name: string
  suite?: Named | undefined
  file?: unknown
}

/** Names of the `describe`s around a test, and its own. */
export function namesOf(task: Named): string[] {
  if (task === task.file) return []
  const outer = task.suite ? namesOf(task.suite) : []
  return task.name === '' ? outer : [...outer, task.name]
}

export async function openSnapshots(file: string): Promise<void> {
  await client.setup(file, {
    updateSnapshot: config.snapshots,
    snapshotEnvironment: environment,
    snapshotFormat: { printBasicPrototype: false, escapeString: false },
  })
}

/** Writes what is new; how many were written, updated, failed, and are there for no test. */
export async function closeSnapshots(file: string): Promise<{ written: number; updated: number; failed: number; obsolete: number }> {
  const result = await client.finish(file)
  return { written: result.added, updated: result.updated, failed: result.unmatched, obsolete: result.unchecked }
}

/** Snapshots of a test that does not run are not obsolete. */
export function keepSnapshots(file: string, task: Named): void {
  client.skipTest(file, namesOf(task).join(' '))
}

/** Stacks have paths from the project on. */
function absolute(frame: string): string {
  return frame.replace(/\(([^)]*)\)$/, (_, place: string) => `(${resolve(config.project, place)})`)
}

/**
 * An error whose stack is what the library looks for: a function of this name, and one frame
 * further, the call in the author's file.
 */
function callSite(): Error {
  const mapped = host.mapStack(new Error().stack ?? '').trim().split('\n').map(absolute)
  const site = new Error('snapshot')
  site.stack = `Error: snapshot\n    at __INLINE_SNAPSHOT_OFFSET_1__ (snapshots.ts:1:1)\n    ${mapped[0]?.trim() ?? ''}`
  return site
}

type Assertion = object

function match(assertion: Assertion, received: unknown, options: { properties?: unknown; hint?: unknown; inline?: { text?: string } }): void {
  const { flag } = chai.util
  if (flag(assertion, 'negate')) throw new Error('snapshots cannot be used with "not"')
  const test = getCurrentTest()
  if (!test) throw new Error('snapshots are compared within tests only')
  const name = namesOf(test).join(' ')
  const text = options.inline?.text
  const result = client.match({
    received,
    filepath: test.file.filepath,
    name: typeof options.hint === 'string' ? `${name}: ${options.hint}` : name,
    testId: test.id,
    isInline: options.inline !== undefined,
    ...(options.properties === undefined ? {} : { properties: options.properties as object }),
    ...(text === undefined ? {} : { inlineSnapshot: stripSnapshotIndentation(text) }),
    error: callSite(),
    assertionName: options.inline ? 'toMatchInlineSnapshot' : 'toMatchSnapshot',
  } as never)
  if (result.pass) return
  const error = new Error(result.message()) as Error & { actual: unknown; expected: unknown }
  error.actual = result.actual
  error.expected = result.expected
  throw error
}

function thrown(received: unknown, promise: unknown): unknown {
  if (typeof received !== 'function' || promise === 'rejects') {
    return received instanceof Error ? received.message : received
  }
  try {
    received()
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
  throw new Error('the function did not throw')
}

export const SnapshotMatchers = (library: typeof chai, utils: typeof chai.util): void => {
  const add = (name: string, method: (this: Assertion, ...args: unknown[]) => void): void => {
    utils.addMethod(library.Assertion.prototype, name, method)
  }
  add('toMatchSnapshot', function (properties, hint) {
    const named = typeof properties === 'string'
    match(this, utils.flag(this, 'object'), named ? { hint: properties } : { properties, hint })
  })
  add('toMatchInlineSnapshot', function (properties, text) {
    const inline = typeof properties === 'string' ? properties : text
    match(this, utils.flag(this, 'object'), {
      properties: typeof properties === 'object' ? properties : undefined,
      inline: typeof inline === 'string' ? { text: inline } : {},
    })
  })
  add('toThrowErrorMatchingSnapshot', function (hint) {
    match(this, thrown(utils.flag(this, 'object'), utils.flag(this, 'promise')), { hint })
  })
  add('toThrowErrorMatchingInlineSnapshot', function (text) {
    const received = thrown(utils.flag(this, 'object'), utils.flag(this, 'promise'))
    match(this, received, { inline: typeof text === 'string' ? { text } : {} })
  })
  utils.addMethod(library.expect as never, 'addSnapshotSerializer', addSerializer)
}
