/** `<camera>`: its view asks what the camera sees, which native code knows once the user allows it. */

import { callNative, unpack } from './buffers'
import { native } from './native'
import type { Page } from './page'

/** Answers a page's request with `{path, width, height, code?}`, or `{errMsg}` for `bind:error`. */
export function openCamera(page: Page, request: number, { position, mode }: Record<string, unknown>): void {
  callNative('$camera', { position, mode }, (ok, json, buffers) => {
    if (!page.alive) return
    const failure = ok ? '' : String((JSON.parse(json) as { message?: unknown }).message)
    const answer = ok ? unpack(json, buffers) : { errMsg: `insertCamera:fail ${failure}` }
    native.chromeReply(page.id, request, 'camera', JSON.stringify(answer))
  })
}
