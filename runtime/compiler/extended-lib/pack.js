/**
 * Packs the libraries of `useExtendedLib` as the compiler embeds them: what "Build npm" makes of
 * each npm package, with its licence, in a zip.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'

const here = dirname(fileURLToPath(import.meta.url))
const { resolve } = createRequire(import.meta.url)

/** The same bytes from the same files, whenever they are packed. */
const MODIFIED = new Date(1980, 0, 1)

function pack(name) {
  const manifest = resolve(`${name}/package.json`)
  const { miniprogram } = JSON.parse(readFileSync(manifest, 'utf8'))
  const folder = join(dirname(manifest), miniprogram)
  const files = { LICENSE: readFileSync(join(dirname(manifest), 'LICENSE')) }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[path.slice(folder.length + 1).replaceAll('\\', '/')] = readFileSync(path)
  }
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
  return zipSync(sorted, { level: 9, mtime: MODIFIED })
}

mkdirSync(join(here, 'dist'), { recursive: true })
writeFileSync(join(here, 'dist/weui.zip'), pack('weui-miniprogram'))
