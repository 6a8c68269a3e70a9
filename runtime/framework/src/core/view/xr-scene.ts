/** What is said of `<xr-scene>`, for which there is no engine. */

import type * as glassEasel from 'glass-easel'
import { write } from '../console'
import type { PageView } from './page-view'

export const SCENE_TAG = 'xr-scene'

const told = new WeakSet<PageView>()

/** One error per page, which names the file. */
export function reportScene(view: PageView, scene: glassEasel.Element | undefined): void {
  if (told.has(view)) return
  told.add(view)
  const path = scene?.ownerShadowRoot?.getHostNode().is ?? view.route
  const effect = 'a placeholder is shown, and its events, "ready" among them, do not come'
  write('error', [`${path}.wxml: <${SCENE_TAG}>: XR-frame scenes are not supported: ${effect}`], '')
}
