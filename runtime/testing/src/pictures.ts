/** Screenshots for the report, and the element tree where there is no window. */

import type { Picture } from './host'
import { indented } from './wxml'

/** A running mini-program, as far as a picture of it needs it. */
export interface Pictured {
  send(method: string, params?: object): Promise<Record<string, unknown>>
}

const connected = new Set<Pictured>()

export function watch(program: Pictured): void {
  connected.add(program)
}

export function unwatch(program: Pictured): void {
  connected.delete(program)
}

/** The window's picture; the tree of the visible page where nothing is drawn. */
export async function takePicture(program: Pictured, name: string): Promise<Picture> {
  try {
    const { data } = await program.send('App.captureScreenshot')
    return { name, kind: 'png', data: String(data) }
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('unimplemented')) throw error
    return { name, kind: 'wxml', data: await treeOf(program) }
  }
}

async function treeOf(program: Pictured): Promise<string> {
  const { pageId, path } = await program.send('App.getCurrentPage')
  const { elementId } = await program.send('Page.getElement', { pageId, selector: 'page' })
  const { wxml } = await program.send('Element.getWXML', { pageId, elementId, type: 'outer' })
  return `${String(path)}\n${indented(String(wxml))}`
}

/** Where pictures go: to the test that runs. */
export const takePictures = {
  into: (_: Picture): void => {},

  async ofFailure(): Promise<void> {
    for (const program of connected) {
      try {
        const picture = await takePicture(program, 'when the test failed')
        this.into(picture)
        // What a picture cannot tell: data, classes, what lies outside the screen.
        if (picture.kind === 'png') this.into({ name: 'when the test failed', kind: 'wxml', data: await treeOf(program) })
      } catch {
        // The mini-program is gone or hangs, which the failure itself is about.
      }
    }
  },
}
