// The Less compiler as the Rust side calls it. The host gives `__readFile(path)`, which returns
// the text of a package file or null; this script gives `compileLess(file, text)`, which returns
// JSON: {css} or {error: {message, file, line, column}} (line from 1, column from 0).
import './anchored-regexp.js'
import AbstractFileManager from 'less/lib/less/environment/abstract-file-manager.js'
import createLess from 'less/lib/less/index.js'

class PackageFiles extends AbstractFileManager {
  supports() {
    return true
  }

  supportsSync() {
    return true
  }

  loadFileSync(name, folder, options) {
    const path = name.startsWith('/') ? name : folder + name
    const names = options.ext ? [this.tryAppendExtension(path, options.ext), path] : [path]
    if (!name.startsWith('.') && !name.startsWith('/')) {
      names.push(...names.map((_, at) => `miniprogram_npm/${names[at].slice(folder.length)}`))
    }
    for (const filename of names) {
      const contents = globalThis.__readFile(filename)
      if (contents !== null && contents !== undefined) return { filename, contents }
    }
    return { message: `"${name}" not found (looked for ${names.join(', ')})` }
  }

  loadFile(name, folder, options) {
    const loaded = this.loadFileSync(name, folder, options)
    return loaded.filename ? Promise.resolve(loaded) : Promise.reject(loaded)
  }
}

// Plugins are JavaScript that a style sheet brings along; a package's code runs elsewhere.
class NoPlugins {
  static message = '@plugin is not supported'

  loadPlugin() {
    return Promise.reject({ message: NoPlugins.message })
  }

  loadPluginSync() {
    return { message: NoPlugins.message }
  }

  evalPlugin() {
    return { message: NoPlugins.message }
  }
}

const less = createLess(
  {
    encodeBase64: () => '',
    mimeLookup: () => 'application/octet-stream',
    charsetLookup: () => 'UTF-8',
    getSourceMapGenerator: () => undefined,
  },
  [new PackageFiles()],
)
less.PluginLoader = NoPlugins
// QuickJS refuses a stack that is no text; less.js copies one that may be undefined.
Object.defineProperty(less.LessError.prototype, 'stack', {
  value: '',
  writable: true,
  configurable: true,
})
less.logger.addListener({ error() {}, warn() {}, info() {}, debug() {} })

globalThis.compileLess = (file, text) => {
  let result = { error: { message: 'the Less compiler gave no answer', file, line: 0, column: 0 } }
  const options = {
    filename: file,
    syncImport: true,
    rewriteUrls: 'all',
    javascriptEnabled: false,
  }
  less.render(text, options, (error, output) => {
    if (error) {
      result = {
        error: {
          message: String(error.message ?? error),
          file: error.filename ?? file,
          line: error.line ?? 0,
          column: error.column ?? 0,
        },
      }
    } else {
      result = { css: output.css }
    }
  })
  return JSON.stringify(result)
}
