/** Runs one spec file and tells Rust how it went. */

import { type File, startTests, type Suite, type Task, type Test, type VitestRunner } from '@vitest/runner'
import { checkAssertions, resetAssertions } from './expect'
import { config, type Failure, host, type Picture, type Report } from './host'
import { load } from './modules/require'
import { takePictures } from './pictures'
import { runnerConfig } from './runner-config'
import { closeSnapshots, keepSnapshots, namesOf, openSnapshots } from './snapshots'

type TaskError = { name?: string; message?: string; stack?: string; diff?: string }

const pictures = new Map<string, Picture[]>()
let failed = false

function report(message: Report): void {
  host.report(JSON.stringify(message))
}

// The libraries colour for a terminal of their own; here Rust decides.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what begins a colour
const COLOUR = /\u001b\[\d+m/g

function failureOf(error: TaskError): Failure {
  return {
    name: String(error.name ?? 'Error'),
    message: String(error.message ?? '')
      .replace(COLOUR, '')
      .replace('configure it globally with "testTimeout"', 'set it with jest.setTimeout or --timeout'),
    stack: host.mapStack(String(error.stack ?? '')),
    diff: String(error.diff ?? '').replace(COLOUR, ''),
  }
}

function stateOf(task: Test): 'pass' | 'fail' | 'skip' | 'todo' {
  if (task.mode === 'todo') return 'todo'
  return task.result?.state === 'pass' || task.result?.state === 'fail' ? task.result.state : 'skip'
}

function reportTest(task: Test, failures: Failure[], state = stateOf(task)): void {
  report({
    type: 'test',
    id: task.id,
    names: namesOf(task),
    state,
    ms: task.result?.duration ?? 0,
    failures,
    pictures: pictures.get(task.id) ?? [],
  })
}

class Runner implements VitestRunner {
  readonly config = runnerConfig

  constructor(readonly prepare: () => Promise<void>) {}

  importFile(path: string): void {
    load(path)
  }

  /** Starting a mini-program takes none of the first test's time. */
  async onBeforeRunFiles(): Promise<void> {
    // A start that fails is the failure of whoever asks for the mini-program first.
    await this.prepare().catch(() => {})
  }

  onBeforeRunTask(test: Test): void {
    if (config.bail && failed) test.mode = 'skip'
    report({ type: 'testStart', id: test.id })
  }

  onBeforeTryTask(test: Test): void {
    pictures.delete(test.id)
    takePictures.into = (picture) => {
      pictures.set(test.id, [...(pictures.get(test.id) ?? []), picture])
    }
    resetAssertions()
  }

  onAfterTryTask(): void {
    checkAssertions()
  }

  /** Before the hooks that clean up: the page is as the failing test left it. */
  async onTaskFinished(test: Test): Promise<void> {
    if (test.result?.state === 'fail') await takePictures.ofFailure()
  }

  onAfterRunTask(test: Test): void {
    if (test.result?.state === 'fail') failed = true
  }
}

/** Reports what a `describe` holds. `broken` is the failure of a `beforeAll` further out. */
function walk(suite: Suite, file: string, broken: Failure[]): void {
  const own = (suite.result?.errors ?? []).map(failureOf)
  const tests = suite.tasks.filter((task) => task.type === 'test')
  const ran = (task: Task): boolean =>
    task.type === 'test' ? task.result?.startTime !== undefined || task.mode === 'todo' : task.tasks.some(ran)
  const stopped = own.length > 0 && !suite.tasks.some(ran)
  const inherited = stopped ? [...broken, ...own] : broken
  // Where no test can show it, the failure stands for itself.
  if (own.length > 0 && !(stopped && tests.length > 0)) report({ type: 'suite', names: namesOf(suite), failures: own })
  for (const task of suite.tasks) {
    if (task.type === 'suite') {
      walk(task, file, inherited)
      continue
    }
    const state = stateOf(task)
    if (state === 'skip' && inherited.length > 0) {
      reportTest(task, inherited, 'fail')
      continue
    }
    if (state === 'skip' || state === 'todo') keepSnapshots(file, task)
    reportTest(task, (task.result?.errors ?? []).map(failureOf))
  }
}

/** `prepare` runs between the collection of the tests and the first of them. */
export async function run(file: string, prepare: () => Promise<void>): Promise<void> {
  let snapshots = { written: 0, updated: 0, failed: 0, obsolete: 0 }
  try {
    await openSnapshots(file)
    const [result] = (await startTests([file], new Runner(prepare))) as [File]
    walk(result, file, [])
    if (result.tasks.length === 0 && !result.result?.errors?.length) throw new Error('the spec file has no tests')
    snapshots = await closeSnapshots(file)
  } catch (error) {
    const { name, message, stack } = error as Error
    report({ type: 'suite', names: [], failures: [failureOf({ name, message, stack: stack ?? '' })] })
  }
  report({ type: 'done', snapshots })
}
