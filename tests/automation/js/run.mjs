// Runs a client's acceptance script: node run.mjs CLIENT window|headless connect|launch

import assert from 'node:assert/strict'
import { Coverage, classesOf } from './coverage.mjs'
import { gallery } from './gallery.mjs'
import { Host } from './host.mjs'
import { vant } from './vant.mjs'

const [client, where, mode] = process.argv.slice(2)
assert.ok(['window', 'headless'].includes(where) && ['connect', 'launch'].includes(mode), 'window|headless connect|launch')

const { automator, classes } = await classesOf(client)
const coverage = new Coverage(classes)
const started = Date.now()

async function scenario(app, run) {
  const host = new Host()
  try {
    const copy = await host.prepare(app)
    const mini = await host[mode](automator, copy, where)
    try {
      await run(mini, { where, folder: host.folder, client })
      await mini.close()
    } finally {
      mini.disconnect()
    }
  } catch (error) {
    throw new Error(`${app}: ${error.stack ?? error}\n${host.log}`, { cause: error })
  } finally {
    await host.end()
  }
}

/** What a launch needs and does not have. */
async function refusals() {
  const app = import.meta.dirname
  await assert.rejects(() => automator.launch({ projectPath: app }), /not found/)
  await assert.rejects(() => automator.launch({ cliPath: '/none', projectPath: '/nowhere' }), /doesn't exist/)
  await assert.rejects(() => automator.connect({ wsEndpoint: 'ws://127.0.0.1:9' }), /Failed connecting/)
}

// All are ended before the first failure is told.
const outcomes = await Promise.allSettled([scenario('gallery', gallery), scenario('vant', vant), refusals()])
const failures = outcomes.filter(({ status }) => status === 'rejected')
for (const { reason } of failures) console.error(reason.message)
if (failures.length > 0) process.exit(1)
if (mode === 'launch') assert.deepEqual(coverage.missing(), [], 'methods of the client that nothing has called')
console.log(`${client}, ${where}, ${mode}: ${coverage.summary}, ${((Date.now() - started) / 1000).toFixed(0)} s`)
process.exit(0)
