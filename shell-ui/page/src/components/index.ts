import { CoverImage, ImageElement } from './image'
import { define } from './registry'
import { TextElement } from './text'
import { CoverView, Transparent, View } from './view'

/** Component families that live in folders of their own; each has `register()`. */
const families = import.meta.glob<{ register(): void }>(['./forms/index.ts', './canvas/index.ts'], { eager: true })

/** Defines every built-in component. */
export function registerComponents(): void {
  define('view', View)
  define('text', TextElement)
  define('image', ImageElement)
  define('cover-view', CoverView)
  define('cover-image', CoverImage)
  define('block', Transparent)
  define('slot', Transparent)
  for (const family of Object.values(families)) family.register()
}
