import { resolve } from '../../core/resources'

/** Addresses kept with their pictures; old contexts name the same few in every drawing. */
const CACHE_SIZE = 64

const cache = new Map<string, Promise<HTMLImageElement>>()

/**
 * Loads a picture. A picture from elsewhere is asked for with CORS first: one loaded without may be drawn, but
 * the canvas can no longer be read or exported. WeChat has no such rule; a server that answers without CORS
 * headers is where the two differ.
 */
export function loadImage(source: string): Promise<HTMLImageElement> {
  const url = resolve(source)
  if (url === '') return Promise.reject(new Error('image src is empty'))
  if (!isForeign(url)) return load(url, null)
  return load(url, 'anonymous').catch(() => load(url, null))
}

/** The same, remembered by address while it does not fail. */
export function cachedImage(source: string): Promise<HTMLImageElement> {
  const known = cache.get(source)
  if (known !== undefined) {
    cache.delete(source)
    cache.set(source, known)
    return known
  }
  const loading = loadImage(source)
  cache.set(source, loading)
  loading.catch(() => cache.delete(source))
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value as string)
  return loading
}

function load(url: string, crossOrigin: string | null): Promise<HTMLImageElement> {
  return new Promise((done, failed) => {
    const image = new Image()
    if (crossOrigin !== null) image.crossOrigin = crossOrigin
    image.referrerPolicy = 'no-referrer'
    image.onload = () => done(image)
    image.onerror = () => failed(new Error(`image ${url.slice(0, 200)} cannot be loaded`))
    image.src = url
  })
}

function isForeign(url: string): boolean {
  return /^https?:/i.test(url) && new URL(url, location.href).origin !== location.origin
}
