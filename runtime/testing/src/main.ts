/** The program inside the second engine: runs one spec file. */

import './environment'
import { chai } from '@vitest/expect'
import * as path from 'pathe'
import { automator, projectUnderTest } from './automator'
import { runTimer } from './environment'
import { globals, jest } from './globals'
import { host } from './host'
import { EventEmitter } from './modules/events'
import { fs } from './modules/fs'
import { provide, wantsProject } from './modules/require'
import { run } from './runner'
import { launched, socketEvent } from './sockets'

const { miniProgram, start } = projectUnderTest()
Object.assign(globalThis, globals, { automator, miniProgram })

provide('miniprogram-automator', () => automator)
provide('@jest/globals', () => ({ ...globals, jest }))
provide('path', () => ({ ...path, posix: path }))
provide('fs', () => fs)
provide('fs/promises', () => fs.promises)
provide('events', () => Object.assign(EventEmitter, { EventEmitter }))
provide('assert', () => chai.assert)
provide('os', () => ({ platform: () => 'linux', tmpdir: () => '/tmp', EOL: '\n' }))
provide('process', () => (globalThis as unknown as { process: unknown }).process)
provide('timers', () => ({ setTimeout, clearTimeout }))

host.start({
  run: (file) => void run(file, async () => {
    if (wantsProject()) await start()
  }),
  timer: runTimer,
  launched,
  socket: socketEvent,
  rejected: (reason) => console.error('unhandled promise rejection:', reason),
})
