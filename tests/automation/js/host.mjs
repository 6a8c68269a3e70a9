// Starts the host under test: by itself for `connect`, through the client for `launch`.

import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../../..')
export const APPS = { gallery: join(ROOT, 'examples/gallery'), vant: join(ROOT, 'tests/automation/apps/vant') }

export function binary() {
  const path = process.env.PEAPOD_BIN
  if (!path) throw new Error('PEAPOD_BIN names no peapod')
  return path
}

export async function freePort() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}

export class Host {
  #child
  #cli = ''
  folder = ''
  log = ''

  /** A copy of the app that a client may write to, with the packages it depends on. */
  async prepare(app) {
    this.folder = await mkdtemp(join(tmpdir(), 'peapod-automation-'))
    const copy = join(this.folder, 'app')
    await cp(APPS[app], copy, { recursive: true })
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    return copy
  }

  arguments(where) {
    return [...(where === 'headless' ? ['--headless'] : ['--no-animation']), '--data-dir', join(this.folder, 'data')]
  }

  async connect(automator, app, where) {
    const port = await freePort()
    const words = ['run', app, '--auto-port', String(port), ...this.arguments(where)]
    const env = { ...process.env, WEBKIT_DISABLE_DMABUF_RENDERER: '1' }
    this.#child = spawn(binary(), words, { stdio: ['pipe', 'ignore', 'pipe'], env })
    this.#child.stderr.on('data', (text) => {
      this.log += text
    })
    const wsEndpoint = `ws://127.0.0.1:${port}`
    for (let attempt = 0; ; attempt += 1) {
      try {
        const mini = await automator.connect({ wsEndpoint })
        await until(() => mini.currentPage())
        return mini
      } catch (error) {
        if (attempt === 900 || this.#child.exitCode !== null) throw new Error(`${error}\n${this.log}`)
        await sleep(100)
      }
    }
  }

  async launch(automator, app, where) {
    const cli = join(this.folder, 'cli')
    await symlink(binary(), cli)
    this.#cli = cli
    const mini = await automator.launch({
      cliPath: cli,
      projectPath: app,
      port: await freePort(),
      timeout: 120_000,
      args: this.arguments(where),
      account: 'nobody',
      trustProject: true,
      cwd: this.folder,
      projectConfig: { setting: { urlCheck: false } },
    })
    await until(() => mini.currentPage())
    return mini
  }

  async end() {
    if (this.#cli !== '') {
      const closed = spawn(this.#cli, ['close', '--project', join(this.folder, 'app')], { stdio: 'ignore' })
      await new Promise((done) => closed.once('exit', done))
    }
    const child = this.#child
    if (child !== undefined && child.exitCode === null) {
      const gone = new Promise((done) => child.once('exit', done))
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      child.stdin.end()
      await gone
      clearTimeout(late)
    }
    await rm(this.folder, { recursive: true, force: true })
  }
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** Waits until something is true (and does not throw), and gives what it gave. */
export async function until(attempt, patience = 60_000) {
  const end = Date.now() + patience
  for (;;) {
    let problem
    try {
      const value = await attempt()
      if (value) return value
      problem = new Error(`still ${value}: ${attempt}`)
    } catch (error) {
      problem = error
    }
    if (Date.now() > end) throw problem
    await sleep(30)
  }
}
