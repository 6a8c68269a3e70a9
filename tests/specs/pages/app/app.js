/** What the cases expect with "calls": each line is one call of `record`. */
global.calls = []
global.record = (...parts) => {
  calls.push(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part) ?? String(part))).join(' '))
}

App({
  onError(error) {
    record('error', String(error).split('\n').slice(0, 2).join(' '))
  },
})
