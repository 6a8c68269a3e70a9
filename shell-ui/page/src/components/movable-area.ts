import { boolean } from './attributes'
import { WxElement } from './base'
import { MovableView } from './movable-view'

/** `<movable-area>`: with `scale-area` two fingers anywhere in it scale its movable-view. */
export class MovableArea extends WxElement {
  static override attrs = { 'scale-area': boolean(false) }

  protected override attrChanged(): void {
    const inner = () => this.querySelector('wx-movable-view')
    this.pinch = this.bool('scale-area')
      ? {
          pinchMove: (ratio) => {
            const view = inner()
            if (view instanceof MovableView) view.pinch?.pinchMove(ratio)
          },
          pinchEnd: () => {
            const view = inner()
            if (view instanceof MovableView) view.pinch?.pinchEnd()
          },
        }
      : undefined
  }
}
