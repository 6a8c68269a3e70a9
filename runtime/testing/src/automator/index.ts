/** The module `miniprogram-automator`: `connect`, `launch`, and the classes of elements. */

import { isAbsolute, resolve } from 'pathe'
import { config } from '../host'
import { unwatch, watch } from '../pictures'
import { type StartedHost, startHost } from '../sockets'
import { callSite, Connection, type Fields } from './connection'
import {
  ContextElement,
  CustomElement,
  Element,
  InputElement,
  MovableViewElement,
  ScrollViewElement,
  SliderElement,
  SwiperElement,
  SwitchElement,
  TextareaElement,
} from './element'
import { MiniProgram } from './mini-program'
import { sleep } from './waiting'

interface LaunchOptions {
  projectPath?: string
  timeout?: number
  projectConfig?: { setting?: { urlCheck?: boolean } }
  cwd?: string
}

/** A cold start of a window with webviews on a busy machine has taken 40 s. */
const LAUNCH_MS = config.headless ? 30_000 : 120_000

/** Waits for the first page: the port is open before the mini-program stands. */
async function firstPage(connection: Connection, timeout: number): Promise<void> {
  let last: unknown
  for (let passed = 0; passed < timeout; passed += 50) {
    try {
      await connection.send('App.getCurrentPage')
      return
    } catch (error) {
      if (!(error instanceof Error) || error.message.includes('connection to the mini-program')) throw error
      last = error
    }
    await sleep(50)
  }
  throw new Error(`the mini-program has no page after ${timeout} ms: ${(last as Error | undefined)?.message ?? ''}`)
}

function follow(connection: Connection, host: () => StartedHost | undefined): MiniProgram {
  const program = new MiniProgram(connection, () => {
    unwatch(program)
    host()?.end()
  })
  return program
}

async function launch(options: LaunchOptions): Promise<MiniProgram> {
  if (!options?.projectPath) throw new Error('Wrong projectPath: launch needs {projectPath}')
  const from = options.cwd ?? config.cwd
  const project = isAbsolute(options.projectPath) ? options.projectPath : resolve(from, options.projectPath)
  const others = Object.keys(options.projectConfig ?? {}).filter((key) => key !== 'setting')
  if (others.length > 0) console.warn(`projectConfig: only setting.urlCheck is heeded, not ${others.join(', ')}`)
  const timeout = options.timeout ?? LAUNCH_MS
  const host = await startHost({ project, timeout, skipDomainCheck: options.projectConfig?.setting?.urlCheck === false })
  const connection = new Connection(async () => host.endpoint)
  const program = follow(connection, () => host)
  await connection.connect()
  watch(program)
  await firstPage(connection, timeout)
  return program
}

async function connect(options: { wsEndpoint: string }): Promise<MiniProgram> {
  const connection = new Connection(async () => options.wsEndpoint)
  const program = follow(connection, () => undefined)
  try {
    await connection.connect()
  } catch (error) {
    throw new Error(
      `Failed connecting to ${options.wsEndpoint}: ${(error as Error).message}; is a mini-program running with --auto-port?`,
    )
  }
  watch(program)
  return program
}

export const automator = {
  connect,
  launch,
  Element,
  CustomElement,
  InputElement,
  TextareaElement,
  ScrollViewElement,
  SwiperElement,
  MovableViewElement,
  SwitchElement,
  SliderElement,
  ContextElement,
}

/** The global `miniProgram`: the project under test, started when it is first asked for anything. */
export function projectUnderTest(): { miniProgram: MiniProgram; start: () => Promise<void> } {
  let host: StartedHost | undefined
  const connection: LazyConnection = new LazyConnection(async () => {
    host = await startHost({ project: config.project, timeout: LAUNCH_MS, skipDomainCheck: false })
    return host.endpoint
  })
  const program = follow(connection, () => host)
  connection.onReady = () => watch(program)
  return { miniProgram: program, start: () => connection.ready() }
}

/** Holds messages back until the first page is there. */
class LazyConnection extends Connection {
  onReady = (): void => {}
  #ready: Promise<void> | undefined

  override async send(method: string, params: Fields = {}, stack = callSite()): Promise<Fields> {
    await this.ready()
    return super.send(method, params, stack)
  }

  ready(): Promise<void> {
    this.#ready ??= this.#open()
    return this.#ready
  }

  async #open(): Promise<void> {
    await this.connect()
    for (let passed = 0; passed < LAUNCH_MS; passed += 50) {
      const page = await super.send('App.getCurrentPage').catch(() => undefined)
      if (page !== undefined) break
      await sleep(50)
    }
    this.onReady()
  }
}
