/** What the automation port asks of the logic: methods of the domains App, Page and Element, and `evaluate`. */

import { errorParts } from '../errors'
import { native } from '../native'
import { appMethods } from './app'
import { elementMethods } from './element'
import { updateMethods } from '../update/apply'
import { pageMethods } from './page'
import { portable } from './portable'

export type Params = Record<string, unknown>
export type Method = (params: Params) => unknown

const methods: Record<string, Method> = {
  evaluate: ({ code }) => native.evaluate(String(code)),
  ...appMethods,
  ...pageMethods,
  ...elementMethods,
  ...updateMethods,
}

export function callFramework(id: number, method: string, text: string): void {
  void run(method, text).then(
    (result) => native.callDone(id, true, JSON.stringify(portable(result) ?? null)),
    (error: unknown) => native.callDone(id, false, messageOf(error)),
  )
}

async function run(method: string, text: string): Promise<unknown> {
  const found = methods[method]
  if (found === undefined) throw new Error(`appservice ${method} unimplemented`)
  return found((JSON.parse(text) ?? {}) as Params)
}

/** The plain message where there is one: clients compare texts. */
function messageOf(error: unknown): string {
  if (error instanceof Error && error.constructor === Error) return error.message
  const { message, stack } = errorParts(error)
  return stack === '' ? message : `${message}\n${stack}`
}
