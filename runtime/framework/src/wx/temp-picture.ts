/** Pictures that the view made become temporary files. */

import type { ApiFailure, WxContext } from './context'

/** `dataUrl` is base64, PNG or JPEG. */
export function storePicture(
  ctx: WxContext,
  dataUrl: string,
  ok: (tempFilePath: string) => void,
  fail: (reason: string, more?: Omit<ApiFailure, 'message'>) => void,
): void {
  const extension = dataUrl.startsWith('data:image/png') ? 'png' : 'jpg'
  const data = dataUrl.slice(dataUrl.indexOf(',') + 1)
  ctx.native.call('$tempFile', { data, extension }, (failure, stored) => {
    const path = (stored as { tempFilePath?: unknown } | undefined)?.tempFilePath
    if (failure !== null) fail(failure.message, failure)
    else if (typeof path === 'string') ok(path)
    else fail('no temporary file')
  })
}
