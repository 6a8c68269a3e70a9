import { versioned } from './versions'

const PASSED = /^(?:https?:|data:|blob:|\/_(?:pkg|file|page|b)\/)/i

/**
 * URL from which the view loads a resource named by an attribute or a style of the mini-program:
 * package paths under `/_pkg/`, `wxfile://` under `/_file/`; web, data and blob URLs as they are.
 */
export function resolve(source: unknown): string {
  if (typeof source !== 'string') return ''
  const path = source.trim()
  if (path === '' || PASSED.test(path)) return versioned(path)
  if (path.startsWith('//')) return `https:${path}`
  if (/^wxfile:/i.test(path)) return `/_file/${encodeURIComponent(path)}`
  // http://tmp/… and http://usr/… are how some base libraries spell wxfile.
  const clean = path.replace(/^(?:\.?\/)+/, '')
  return versioned(`/_pkg/${clean.split('/').map(encodeSegment).join('/')}`)
}

/** The source of an image, kept as written for messages to the logic. */
function encodeSegment(segment: string): string {
  let plain = segment
  try {
    plain = decodeURIComponent(segment)
  } catch {
    // A lone % is part of the file's name.
  }
  return encodeURIComponent(plain)
}
