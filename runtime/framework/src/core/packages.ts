/** Sub-packages: which code may reach which, and what runs before a package's first script. */

import { reportError } from './errors'
import { requireModule, setModuleRules } from './modules'
import { pluginIdOf, pluginWx } from './plugins'
import { program, type SubPackage } from './program'

/** Sub-packages whose `entry` has run, or that have none. */
const entered = new Set<SubPackage>()

/** The sub-package that holds a path; undefined for the main package. */
export function packageOf(path: string): SubPackage | undefined {
  return program.subPackages.find((sub) => path.startsWith(`${sub.root}/`))
}

/** Runs the `entry` of the package that holds `path`, before anything else of it. */
export function enterPackage(path: string): void {
  const sub = packageOf(path)
  if (sub === undefined || entered.has(sub)) return
  entered.add(sub)
  if (sub.entry === null) return
  try {
    requireModule(sub.entry)
  } catch (error) {
    reportError(error, sub.entry)
  }
}

/**
 * What a plain `require` may not reach, and why: other sub-packages are there only later, and to an independent one
 * the main package is as well. npm packages count as everybody's, since they are found where the project has them.
 */
function refusal(from: string, target: string): string | undefined {
  const there = packageOf(target)
  const here = packageOf(from)
  if (there === here || target.startsWith('miniprogram_npm/')) return undefined
  if (there === undefined) {
    return here?.independent === true
      ? `it is in the main package, which the independent sub-package "${here.root}" may run without; use require.async`
      : undefined
  }
  return `it is in the sub-package "${there.root}"; use require.async, or give require a callback`
}

export function setUpPackages(): void {
  setModuleRules({ enter: enterPackage, refusal, wxOf: (path) => pluginWx(pluginIdOf(path)) })
}
