() => {
  const escape = (text, quote) => {
    const out = text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
    return quote ? out.replace(/"/g, '&quot;') : out
  }
  const inside = (node) =>
    [...(node.$content ?? node).childNodes].flatMap((child) => {
      if (child.$id !== undefined) return [child]
      return child.nodeType === Node.ELEMENT_NODE ? inside(child) : []
    })
  const textOf = (node) => escape((node.$raw ?? node.data).trim(), false)
  const print = (node, indent) => {
    if (node.nodeType === Node.TEXT_NODE) return textOf(node) === '' ? '' : `${indent}${textOf(node)}\n`
    const tag = node.localName.replace(/^wx-/, '')
    const attributes = ['id', 'class', 'style']
      .map((name) => [name, node.getAttribute(name) ?? ''])
      // Engines end a declaration that they have parsed.
      .map(([name, value]) => [name, name === 'style' ? value.replace(/;\s*$/, '') : value])
      .filter(([, value]) => value !== '')
      .map(([name, value]) => ` ${name}="${escape(value, true)}"`)
    const head = `${indent}<${tag}${attributes.join('')}`
    const children = inside(node)
    if (children.length === 0) return `${head} />\n`
    if (children.length === 1 && children[0].nodeType === Node.TEXT_NODE) return `${head}>${textOf(children[0])}</${tag}>\n`
    return `${head}>\n${children.map((child) => print(child, `${indent}  `)).join('')}${indent}</${tag}>\n`
  }
  return print(document.querySelector('wx-page'), '')
}
