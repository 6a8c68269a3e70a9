/** What an editor lets in: text, structure and looks; no script, no handlers, no foreign documents. */

const TAGS = new Set([
  'A', 'B', 'BLOCKQUOTE', 'BR', 'CODE', 'DEL', 'DIV', 'EM', 'FONT', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'HR', 'I', 'IMG', 'INS',
  'LABEL', 'LI', 'OL', 'P', 'PRE', 'S', 'SPAN', 'STRIKE', 'STRONG', 'SUB', 'SUP', 'U', 'UL', 'TABLE', 'TBODY', 'THEAD', 'TR', 'TD', 'TH',
])
/** Dropped with what is in them; other unknown tags leave their content. */
const DROPPED = new Set(['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'EMBED', 'LINK', 'META', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'SVG', 'MATH', 'FORM', 'INPUT', 'BUTTON', 'TEXTAREA', 'SELECT', 'VIDEO', 'AUDIO'])
const ATTRIBUTES = new Set(['class', 'style', 'alt', 'width', 'height', 'title', 'color', 'size', 'face', 'align', 'colspan', 'rowspan'])
/** Schemes that show something and run nothing. */
const SOURCE = /^(?:https?:|wxfile:|blob:|data:image\/(?:png|jpe?g|gif|webp|bmp|avif);|\/|[\w.-]+(?:\/|$))/i

/** A fragment made of what is allowed in the markup. */
export function sanitize(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const fragment = document.createDocumentFragment()
  for (const child of parsed.body.childNodes) copy(child, fragment)
  return fragment
}

function copy(node: Node, into: Node): void {
  if (node.nodeType === Node.TEXT_NODE) {
    into.appendChild(document.createTextNode(node.nodeValue ?? ''))
    return
  }
  if (!(node instanceof Element)) return
  const name = node.tagName.toUpperCase()
  if (DROPPED.has(name)) return
  const target = TAGS.has(name) && node instanceof HTMLElement ? document.createElement(name) : undefined
  if (target !== undefined) {
    for (const { name: attribute, value } of node.attributes) setSafe(target, attribute.toLowerCase(), value)
    into.appendChild(target)
  }
  for (const child of node.childNodes) copy(child, target ?? into)
}

function setSafe(target: HTMLElement, name: string, value: string): void {
  if (name === 'src' || name === 'href') {
    if (safeSource(value)) target.setAttribute(name, value)
  } else if (name === 'style') {
    // Urls could load anything; those written with escapes are found after parsing.
    target.style.cssText = value
      .split(';')
      .filter((declaration) => !/url\(/i.test(declaration))
      .join(';')
    for (const property of [...target.style]) {
      if (/url\(|expression\(/i.test(target.style.getPropertyValue(property))) target.style.removeProperty(property)
    }
    if (target.getAttribute('style') === '') target.removeAttribute('style')
  } else if (ATTRIBUTES.has(name) || name.startsWith('data-')) {
    target.setAttribute(name, value)
  }
}

/** Whether a picture or link may point there. */
export function safeSource(value: string): boolean {
  // Control characters and spaces inside a scheme are dropped by browsers before they read it.
  return SOURCE.test([...value].filter((char) => char > ' ').join(''))
}
