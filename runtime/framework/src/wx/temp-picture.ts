/** Pictures that the view made become temporary files. */

import type { ApiFailure, WxContext } from './context'

/** `dataUrl` is base64, PNG or JPEG. */
export function storePicture(
  ctx: WxContext,
  dataUrl: string,
  ok: (tempFilePath: string) => void,
  fail: (reason: string, more?: Omit<ApiFailure, 'message'>) => void,
): void {
  const fileType = dataUrl.startsWith('data:image/png') ? 'png' : 'jpg'
  // The native half of the member of this name takes what the page drew; see docs/wx-objects.md.
  ctx.native.call('canvasToTempFilePath', { $dataUrl: dataUrl, fileType }, (failure, stored) => {
    const path = (stored as { tempFilePath?: unknown } | undefined)?.tempFilePath
    if (failure !== null) fail(failure.message, failure)
    else if (typeof path === 'string') ok(path)
    else fail('no temporary file')
  })
}
