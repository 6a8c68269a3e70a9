/** `expect`: Jest's matchers, by the libraries that Vitest is made of. */

import {
  addCustomEqualityTesters,
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  getState,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect'
import { getCurrentTest } from '@vitest/runner'
import { SnapshotMatchers } from './snapshots'

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(SnapshotMatchers as never)
chai.use(JestAsymmetricMatchers)
// The whole of a value in a message is of more use than its first 40 characters.
chai.config.truncateThreshold = 0

type Expect = ((value: unknown, message?: string) => object) & Record<string, unknown>

const scope = globalThis as unknown as Record<PropertyKey, unknown>

function makeExpect(): Expect {
  const expect = ((value: unknown, message?: string) => {
    const { assertionCalls } = getState(expect as never)
    setState({ assertionCalls: assertionCalls + 1 }, expect as never)
    const assertion = chai.expect(value, message) as unknown as { withTest(test: unknown): object }
    const test = getCurrentTest()
    return test ? assertion.withTest(test) : (assertion as object)
  }) as Expect
  Object.assign(expect, chai.expect, scope[ASYMMETRIC_MATCHERS_OBJECT])
  expect.getState = () => getState(expect as never)
  expect.setState = (state: object) => setState(state as never, expect as never)
  expect.extend = (matchers: object) => (chai.expect as unknown as { extend(expect: object, matchers: object): void }).extend(expect, matchers)
  expect.addEqualityTesters = (testers: unknown[]) => addCustomEqualityTesters(testers as never)
  expect.assertions = (expected: number) => setState({ expectedAssertionsNumber: expected }, expect as never)
  expect.hasAssertions = () => setState({ isExpectingAssertions: true }, expect as never)
  return expect
}

export const expect = makeExpect()
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, writable: true, configurable: true })

/** To be called before each test: `expect.assertions` counts within one. */
export function resetAssertions(): void {
  setState(
    { assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null } as never,
    expect as never,
  )
}

/** After a test: throws when there were more or fewer assertions than it announced. */
export function checkAssertions(): void {
  const { assertionCalls, expectedAssertionsNumber, isExpectingAssertions } = getState(expect as never)
  if (expectedAssertionsNumber !== null && expectedAssertionsNumber !== undefined && assertionCalls !== expectedAssertionsNumber) {
    throw new Error(`expect.assertions(${expectedAssertionsNumber}): ${assertionCalls} were made`)
  }
  if (isExpectingAssertions && assertionCalls === 0) throw new Error('expect.hasAssertions(): none was made')
}
