export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Asks again and again until the answer is true; the test's own time-out ends it otherwise. */
export async function waitUntil(condition: () => unknown, interval = 50): Promise<void> {
  while (!(await condition())) await sleep(interval)
}
