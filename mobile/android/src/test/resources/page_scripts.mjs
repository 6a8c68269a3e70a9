// What webviews do with scripts, for tests: one context per webview, so that scripts really run.
// A line in: {"view", "load"} makes a new document, {"view", "script"} runs one in it. A line out:
// {"value": what Android's evaluateJavascript gives, "said": [messages to window.ipc]}.
import readline from 'node:readline'
import vm from 'node:vm'

const documents = new Map()

function load() {
  const said = []
  const scope = vm.createContext({ ipc: Object.freeze({ postMessage: (message) => said.push(String(message)) }) })
  return { scope, said }
}

function run(document, script) {
  try {
    const value = vm.runInContext(script, document.scope)
    return JSON.stringify(value) ?? 'null'
  } catch {
    return 'null'
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { view, script } = JSON.parse(line)
  if (script === undefined) documents.set(view, load())
  const document = documents.get(view)
  const value = script === undefined ? 'null' : run(document, script)
  process.stdout.write(`${JSON.stringify({ value, said: document.said.splice(0) })}\n`)
})
