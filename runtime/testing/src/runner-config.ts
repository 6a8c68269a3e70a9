/** Settings of the test library; `jest.setTimeout` and `jest.retryTimes` change them. */

import type { VitestRunnerConfig } from '@vitest/runner'
import { config } from './host'

function pattern(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch (error) {
    throw new Error(`\`${text}\` is no regular expression for --filter: ${(error as Error).message}`)
  }
}

export const runnerConfig: VitestRunnerConfig = {
  root: config.project,
  setupFiles: [],
  name: undefined,
  passWithNoTests: true,
  testNamePattern: config.filter === '' ? undefined : pattern(config.filter),
  allowOnly: true,
  // Hooks run in the order in which they are written, as in Jest.
  sequence: { seed: 0, hooks: 'list', setupFiles: 'list' },
  chaiConfig: undefined,
  maxConcurrency: 1,
  testTimeout: config.timeout,
  hookTimeout: config.timeout,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
}
