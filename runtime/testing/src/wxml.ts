/** WXML with a line for each element. */

const TOKEN = /<\/?[^>]*>|[^<]+/g

export function indented(wxml: string): string {
  const lines: string[] = []
  let depth = 0
  /** The element whose start tag was the last line. */
  let open: string | undefined
  const add = (text: string): void => {
    lines.push('  '.repeat(depth) + text)
  }
  for (const token of wxml.match(TOKEN) ?? []) {
    if (token.startsWith('</')) {
      depth = Math.max(0, depth - 1)
      const name = token.slice(2, -1)
      const last = lines.length - 1
      if (open === name && lines[last] !== undefined) lines[last] += token
      else add(token)
      open = undefined
    } else if (token.startsWith('<')) {
      add(token)
      open = /^<([^\s>/]+)/.exec(token)?.[1]
      if (!token.endsWith('/>')) depth++
    } else if (token.trim() !== '') {
      const text = token.trim()
      const last = lines.length - 1
      if (open !== undefined && text.length < 60 && !text.includes('\n')) {
        lines[last] += text
      } else {
        add(text)
        open = undefined
      }
    }
  }
  return lines.join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** The tree as an SVG picture: what `screenshot` gives where there is no window. */
export function drawn(tree: string): string {
  const lines = tree.split('\n')
  const width = Math.max(375, ...lines.map((line) => line.length * 7.3 + 24))
  const height = lines.length * 18 + 24
  const rows = lines
    .map((line, at) => `<text x="12" y="${at * 18 + 26}" xml:space="preserve">${escaped(line)}</text>`)
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><g font-family="monospace" font-size="12" fill="#1f2328">${rows}</g></svg>`
}
