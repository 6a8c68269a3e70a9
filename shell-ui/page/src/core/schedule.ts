import { report } from './ipc'

/** Something with work to do once per batch. */
export interface Updatable {
  update(): void
}

const dirty = new Set<Updatable>()
let inBatch = false

/** Calls `target.update()` once, at the end of the running batch, or of the microtask outside one. */
export function schedule(target: Updatable): void {
  if (dirty.size === 0 && !inBatch) queueMicrotask(flush)
  dirty.add(target)
}

export function beginBatch(): void {
  inBatch = true
}

export function endBatch(): void {
  flush()
  inBatch = false
}

/** Runs the updates that wait, including those which updates ask for. */
export function flush(): void {
  // A set iterates over what is added while it is being iterated.
  for (const target of dirty) {
    dirty.delete(target)
    try {
      target.update()
    } catch (error) {
      report(error)
    }
  }
}
