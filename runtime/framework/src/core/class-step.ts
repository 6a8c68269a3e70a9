/** How one class text of a template becomes another. */

/** One class to add behind the others, or to take away. */
export interface ClassStep {
  readonly name: string
  readonly added: boolean
}

/** Bound on the texts remembered: templates may put numbers into class names. */
const MOST_TEXTS = 500
const steps = new Map<string, Map<string, ClassStep | null>>()

function namesOf(text: string): string[] {
  return text.split(/\s+/).filter((name) => name !== '')
}

function compare(from: string[], to: string[]): ClassStep | null {
  const added = to.length > from.length
  const [shorter, longer] = added ? [from, to] : [to, from]
  if (longer.length !== shorter.length + 1 || new Set(longer).size !== longer.length) return null
  // An added class goes to the end; where one is taken away does not matter.
  const at = added ? shorter.length : longer.findIndex((name, index) => name !== shorter[index])
  const rest = longer.filter((_name, index) => index !== at)
  return rest.every((name, index) => name === shorter[index]) ? { name: longer[at] as string, added } : null
}

/** The one class by which two texts differ; null where they differ by something else. */
export function classStep(from: string, to: string): ClassStep | null {
  let known = steps.get(from)
  let step = known?.get(to)
  if (step !== undefined) return step
  if (steps.size >= MOST_TEXTS || (known?.size ?? 0) >= MOST_TEXTS) {
    steps.clear()
    known = undefined
  }
  if (known === undefined) {
    known = new Map()
    steps.set(from, known)
  }
  step = compare(namesOf(from), namesOf(to))
  known.set(to, step)
  return step
}
