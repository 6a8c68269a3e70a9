/** Jest's `expect` and `jest.fn`, from Vitest, which has the same matchers. */

import { ASYMMETRIC_MATCHERS_OBJECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend, setState, GLOBAL_EXPECT } from '@vitest/expect'
import { fn } from '@vitest/spy'
import * as chai from 'chai'

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

const make = ((value: unknown, message?: string) => chai.expect(value, message)) as unknown as typeof chai.expect
Object.assign(make, chai.expect, (globalThis as unknown as Record<symbol, object>)[ASYMMETRIC_MATCHERS_OBJECT])
setState({ assertionCalls: 0 } as never, make as never)
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: make, writable: true, configurable: true })

export const expect = make
export const jest = { fn }
