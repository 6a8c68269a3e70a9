import { WxElement } from '../base'
import { answerCanvas, type CanvasHolder, canvasMethods } from './surface'

/** The page's root node: off-screen canvases are drawn and asked through it. */
export class PageRoot extends WxElement implements CanvasHolder {
  readonly canvas: HTMLCanvasElement | undefined = undefined
  readonly scale = 1
  readonly drawn: Promise<unknown> = Promise.resolve()
  override readonly methods = canvasMethods(this)

  override ask(method: string, params: unknown): unknown {
    return answerCanvas(this, method, params)
  }
}
