/** Node's `fs`, as far as specs use it: text and base64, synchronous, with callbacks and promises. */

import { dirname } from 'pathe'
import { host } from '../host'

type Encoding = string | { encoding?: string | null } | null | undefined

function encodingOf(options: Encoding): string {
  return (typeof options === 'string' ? options : options?.encoding) ?? 'utf8'
}

function missing(path: string): Error {
  return Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' })
}

function readFileSync(path: string, options?: Encoding): string {
  if (host.kindOf(String(path)) === '') throw missing(String(path))
  return encodingOf(options) === 'base64' ? host.readBase64(String(path)) : host.readText(String(path))
}

function writeFileSync(path: string, data: unknown, options?: Encoding): void {
  if (encodingOf(options) === 'base64') host.writeBase64(String(path), String(data))
  else host.writeText(String(path), String(data))
}

function statSync(path: string): { isFile(): boolean; isDirectory(): boolean } {
  const kind = host.kindOf(String(path))
  if (kind === '') throw missing(String(path))
  return { isFile: () => kind === 'file', isDirectory: () => kind === 'directory' }
}

const sync = {
  readFileSync,
  writeFileSync,
  statSync,
  existsSync: (path: string) => host.kindOf(String(path)) !== '',
  readdirSync: (path: string) => host.readDirectory(String(path)),
  mkdirSync: (path: string) => host.makeDirectory(String(path)),
  unlinkSync: (path: string) => host.remove(String(path)),
  rmSync: (path: string) => host.remove(String(path)),
  accessSync: (path: string) => void statSync(path),
}

type Sync = typeof sync

const promises = Object.fromEntries(
  Object.entries(sync).map(([name, work]) => [
    name.replace(/Sync$/, ''),
    async (...args: unknown[]) => (work as (...args: unknown[]) => unknown)(...args),
  ]),
)

const callbacks = Object.fromEntries(
  Object.entries(promises).map(([name, work]) => [
    name,
    (...args: unknown[]) => {
      const done = args.pop() as (error: unknown, result?: unknown) => void
      work(...args).then(
        (result) => done(null, result),
        (error: unknown) => done(error),
      )
    },
  ]),
)

export const fs: Sync & Record<string, unknown> = { ...callbacks, ...sync, promises }

/** Writes base64 to a file whose folder may not be there yet. */
export function saveBase64(path: string, data: string): void {
  host.makeDirectory(dirname(path))
  host.writeBase64(path, data)
}
