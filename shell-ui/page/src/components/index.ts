import { Audio } from './audio'
import type { WxElement } from './base'
import { Button } from './button'
import { Camera } from './camera'
import { ActionSheet, ActionSheetCancel, ActionSheetItem, Loading, Modal, Toast } from './dialogs'
import { GridView } from './grid-view'
import { Icon } from './icon'
import { CoverImage, ImageElement } from './image'
import { Label } from './label'
import { MatchMedia, PageContainer, RootPortal, StickyHeader } from './layers'
import { MovableArea } from './movable-area'
import { MovableView } from './movable-view'
import { NavigationBar } from './navigation-bar'
import { Navigator } from './navigator'
import { PageMeta } from './page-meta'
import { Advertisement, OpenData, Placeholder } from './placeholder'
import { Progress } from './progress'
import { define, isBuiltin } from './registry'
import { RichText } from './rich-text'
import { ScrollView } from './scroll-view'
import { Swiper } from './swiper'
import { SwiperItem } from './swiper-item'
import { TextElement } from './text'
import { Video } from './video'
import { CoverView, Transparent, View } from './view'
import { WebView } from './web-view'
import { XrScene } from './xr-scene'

const COMPONENTS: Record<string, new () => WxElement> = {
  view: View,
  text: TextElement,
  image: ImageElement,
  'cover-view': CoverView,
  'cover-image': CoverImage,
  block: Transparent,
  slot: Transparent,
  button: Button,
  label: Label,
  navigator: Navigator,
  icon: Icon,
  progress: Progress,
  'rich-text': RichText,
  'scroll-view': ScrollView,
  swiper: Swiper,
  'swiper-item': SwiperItem,
  'movable-area': MovableArea,
  'movable-view': MovableView,
  video: Video,
  audio: Audio,
  camera: Camera,
  'web-view': WebView,
  'page-meta': PageMeta,
  'navigation-bar': NavigationBar,
  'root-portal': RootPortal,
  'page-container': PageContainer,
  'match-media': MatchMedia,
  'sticky-header': StickyHeader,
  'grid-view': GridView,
  ad: Advertisement,
  'ad-custom': Advertisement,
  'open-data': OpenData,
  modal: Modal,
  toast: Toast,
  loading: Loading,
  'action-sheet': ActionSheet,
  'action-sheet-item': ActionSheetItem,
  'action-sheet-cancel': ActionSheetCancel,
}

/** Containers of the Skyline renderer, which lay out as plain boxes here. */
const PLAIN = ['sticky-section', 'list-view', 'list-builder', 'grid-builder', 'nested-scroll-header', 'nested-scroll-body', 'draggable-sheet', 'snapshot', 'span', 'share-element', 'open-container', 'selection']

/** Wrappers without a box of their own. */
const WRAPPERS = ['double-tap', 'force-press', 'horizontal-drag', 'long-press', 'pan', 'scale', 'tap', 'vertical-drag'].map(
  (name) => `${name}-gesture-handler`,
)

const PLACEHOLDERS = ['map', 'live-player', 'live-pusher', 'voip-room', 'channel-live', 'channel-video', 'official-account', 'official-account-publish', 'functional-page-navigator', 'open-data-list', 'open-data-item', 'store-coupon', 'store-gift', 'store-home', 'store-product', 'canvas', 'editor']

/** Component families that live in folders of their own; each has `register()`. */
const families = import.meta.glob<{ register(): void }>(['./forms/index.ts', './canvas/index.ts'], { eager: true })

/** Defines every built-in component. */
export function registerComponents(): void {
  for (const [tag, component] of Object.entries(COMPONENTS)) define(tag, component)
  for (const family of Object.values(families)) family.register()
  for (const tag of [...PLAIN, ...WRAPPERS]) if (!isBuiltin(tag)) define(tag, Transparent)
  define('xr-scene', XrScene)
  for (const tag of PLACEHOLDERS) if (!isBuiltin(tag)) define(tag, Placeholder)
}
