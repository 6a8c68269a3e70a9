// less.js takes tokens off the front of what is left of a sheet with expressions such as /^\w+/.
// QuickJS does not see that such an expression can match nowhere but at the start: where it fails
// there it goes on through the rest of the sheet, so time grew with the square of a sheet's
// length. Sticky, the same expression is tried once.

const builtin = RegExp.prototype.exec
/** By flags and source: a literal makes a new expression each time it is reached. */
const stickies = new Map()

/** Whether every alternative of an expression's source begins at the start of the text. */
function isAnchored(source) {
  if (!source.startsWith('^')) return false
  let depth = 0
  let inClass = false
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at]
    if (character === '\\') at += 1
    else if (inClass) inClass = character !== ']'
    else if (character === '[') inClass = true
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    else if (character === '|' && depth === 0) return false
  }
  return true
}

/** What stands for an expression; undefined where nothing can be gained. */
function stickyOf(flags, source) {
  const isPlain = flags === '' || flags === 'i'
  return isPlain && isAnchored(source) ? new RegExp(source, `${flags}y`) : undefined
}

RegExp.prototype.exec = function exec(text) {
  const { flags, source } = this
  const key = `${flags}/${source}`
  let sticky = stickies.get(key)
  if (sticky === undefined && !stickies.has(key)) {
    sticky = stickyOf(flags, source)
    stickies.set(key, sticky)
  }
  if (sticky === undefined) return builtin.call(this, text)
  sticky.lastIndex = 0
  return builtin.call(sticky, text)
}
