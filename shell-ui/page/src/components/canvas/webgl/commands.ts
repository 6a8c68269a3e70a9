/** Runs what the logic recorded on the real context. */

import type { Drawing } from './drawing'
import { decode, MISSING } from './values'

export type Command = readonly unknown[]

/** What commands cannot find by themselves. */
export interface Surroundings {
  readonly canvas: HTMLCanvasElement
  /** An image or canvas. */
  picture(reference: object): unknown
  /** The logic forgot an object that is none of WebGL's. */
  free(number: number): void
}

const warned = new Set<string>()

function warnOnce(name: string, text: string): void {
  if (warned.has(name)) return
  warned.add(name)
  console.warn(`WebGL: ${text}`)
}

/** Runs commands in order; one that fails does not stop the others. */
export function runGl(commands: readonly Command[], drawing: Drawing, around: Surroundings): void {
  for (const command of commands) {
    try {
      run(command, drawing, around)
    } catch (error) {
      const name = String(command[0] === 'new' ? command[2] : command[0])
      warnOnce(name, `${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function run(command: Command, drawing: Drawing, around: Surroundings): void {
  const name = String(command[0])
  switch (name) {
    case 'turn':
      drawing.turn()
      return
    case 'new': {
      const made = invoke(String(command[2]), command, 3, drawing, around)
      if (typeof made === 'object' && made !== null) drawing.keep(Number(command[1]), made)
      return
    }
    case 'free':
      drawing.free(Number(command[1]))
      around.free(Number(command[1]))
      return
    case '=width':
    case '=height':
      around.canvas[name === '=width' ? 'width' : 'height'] = Math.max(Math.trunc(Number(command[1]) || 0), 0)
      return
    default:
      invoke(name, command, 1, drawing, around)
  }
}

function invoke(name: string, command: Command, first: number, drawing: Drawing, around: Surroundings): unknown {
  const call = drawing.call(name)
  if (call === undefined) {
    warnOnce(name, `${name} is not supported by this webview`)
    return undefined
  }
  const args: unknown[] = []
  for (let at = first; at < command.length; at += 1) {
    const arg = decode(command[at], drawing, around.picture)
    if (arg === MISSING) return undefined
    args.push(arg)
  }
  if (call.draws) drawing.beforeDraw()
  return call.run.apply(call.self, args)
}
