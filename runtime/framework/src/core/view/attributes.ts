/** Attribute values as the page runtime wants them. */

/** Attributes of built-ins that name resources, by tag. */
const RESOURCES: Record<string, readonly string[]> = {
  image: ['src'],
  'cover-image': ['src'],
  video: ['src', 'poster'],
  audio: ['src', 'poster'],
  'live-player': ['src', 'background-image'],
  'live-pusher': ['waiting-image', 'background-image'],
}

const SCHEME = /^[a-z][a-z\d+.-]*:/i
const RPX = /(-?(?:\d+\.?\d*|\.\d+))rpx\b/gi

/** `formType` → `form-type`; names that are kebab-case already stay. */
const kebabNames = new Map<string, string>()
export function kebab(name: string): string {
  let known = kebabNames.get(name)
  if (known === undefined) {
    known = /[A-Z]/.test(name) ? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) : name
    kebabNames.set(name, known)
  }
  return known
}

/** 750 rpx are the width of the screen, which is the view's width: 100 vw. */
export function convertRpx(css: string): string {
  if (!css.includes('rpx') && !css.includes('RPX')) return css
  return css.replace(RPX, (_all, number: string) => `${Math.round((Number(number) / 7.5) * 1e4) / 1e4}vw`)
}

function pluginRoot(base: string): string {
  const root = /^__plugin__\/[^/]+/.exec(base)?.[0]
  return root === undefined ? '' : `/${root}`
}

/** An absolute package path for a relative one, as seen from the file `base` (no leading slash). */
export function resolvePath(path: string, base: string): string {
  // To a plugin's templates the plugin's folder is the root.
  if (path.startsWith('/')) return pluginRoot(base) + path
  if (path === '' || SCHEME.test(path)) return path
  const parts = base.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return `/${parts.join('/')}`
}

export function namesResource(tag: string, attribute: string): boolean {
  return RESOURCES[tag]?.includes(attribute) ?? false
}
