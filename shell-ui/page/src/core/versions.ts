/** Package files that were saved while the page shows them (`peapod run --watch`). */

const versions = new Map<string, number>()
const listeners = new Set<() => void>()

/** A URL under `/_pkg/` with the version of its file, so that nobody takes it from a cache. */
export function versioned(url: string): string {
  if (versions.size === 0 || !url.startsWith('/_pkg/')) return url
  const version = versions.get(decoded(url.slice('/_pkg/'.length).replace(/[?#].*$/s, '')))
  if (version === undefined) return url
  return `${url.replace(/[?#].*$/s, '')}?v=${version}`
}

/** The same for every `url()` of a style sheet. */
export function versionedCss(css: string): string {
  if (versions.size === 0) return css
  return css.replace(/\/_pkg\/[^"')\s]+/g, versioned)
}

/** How often files have been saved. */
export function setVersions(saved: Record<string, number>): void {
  for (const [path, version] of Object.entries(saved)) versions.set(path, version)
  for (const listener of listeners) listener()
}

/** Runs when files were saved. */
export function onVersions(listener: () => void): void {
  listeners.add(listener)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
