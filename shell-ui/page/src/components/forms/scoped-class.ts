/**
 * Classes for an element that a component draws into the light DOM, so that the app's own style sheets reach
 * it (`placeholder-class`, `.wx-checkbox-input`). Style isolation renames classes to `scope--name`; the scope
 * is read off the component's own class list.
 */
export function scopedClass(owner: Element, names: string): string {
  const plain = names.split(/\s+/).filter((name) => name !== '')
  const scopes = new Set<string>()
  for (const name of owner.classList) {
    const end = name.indexOf('--')
    // Block-element-modifier names have a `--` as well; a prefix that fits nothing does no harm.
    if (end > 0) scopes.add(name.slice(0, end))
  }
  const all = [...plain]
  for (const scope of scopes) {
    for (const name of plain) if (!name.includes('--')) all.push(`${scope}--${name}`)
  }
  return all.join(' ')
}
