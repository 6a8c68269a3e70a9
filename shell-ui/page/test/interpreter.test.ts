import { beforeEach, describe, expect, it } from 'vitest'
import { op, type TestPage, testPage } from './harness'

let page: TestPage
beforeEach(() => {
  page = testPage()
})

const errors = () => page.sent.filter(([tag]) => tag === 'error').map(([, message]) => String(message))

describe('element tree', () => {
  it('builds, moves and removes nodes', () => {
    page.apply(
      op('createElement', 2, 'view'),
      op('createElement', 3, 'text'),
      op('createText', 4, 'hello'),
      op('append', 3, 4),
      op('append', 2, 3),
      op('append', 1, 2),
    )
    expect(page.root.innerHTML).toBe('<wx-view><wx-text>hello</wx-text></wx-view>')
    page.apply(op('insertBefore', 1, 3, 2))
    expect(page.root.innerHTML).toBe('<wx-text>hello</wx-text><wx-view></wx-view>')
    page.apply(op('remove', 1, 3), op('release', 3))
    expect(page.root.innerHTML).toBe('<wx-view></wx-view>')
    expect(page.interpreter.nodes.has(3)).toBe(false)
    expect(errors()).toEqual([])
  })

  it('splices and replaces', () => {
    page.apply(
      ...[2, 3, 4, 5, 6].map((id) => op('createElement', id, 'view')),
      ...[2, 3, 4, 5, 6].map((id) => op('setId', id, `n${id}`)),
      op('splice', 1, 0, 0, [2, 3, 4]),
      op('splice', 1, 2, 2, [5]),
      op('replace', 1, 6, 4),
    )
    expect([...page.root.children].map((child) => child.id)).toEqual(['n5', 'n6'])
    expect(errors()).toEqual([])
  })

  it('names hosts after their tag, apart from built-ins', () => {
    page.apply(op('createHost', 2, 'my-card', 'components/card'), op('createHost', 3, 'image', 'components/image'))
    expect(page.element(2).localName).toBe('wx-my-card')
    expect(page.element(3).localName).toBe('wx-x-image')
  })

  it('sets attributes of unknown tags as plain attributes', () => {
    page.apply(op('createElement', 2, 'div'), op('setAttr', 2, 'title', 'x'), op('setAttr', 2, 'hidden', true))
    expect(page.element(2).outerHTML).toBe('<wx-div title="x" hidden=""></wx-div>')
    page.apply(op('setAttr', 2, 'hidden', false), op('setAttr', 2, 'onclick', 'alert(1)'))
    expect(page.element(2).outerHTML).toBe('<wx-div title="x"></wx-div>')
  })
})

describe('violations', () => {
  it('reports and goes on with the next operation', () => {
    page.apply(op('append', 1, 99), op('createElement', 2, 'view'), op('append', 1, 2))
    expect(errors()).toEqual(['append: no node 99'])
    expect(page.root.children).toHaveLength(1)
  })

  it('reports an id created twice, and a child that is not one', () => {
    page.apply(op('createElement', 2, 'view'), op('createElement', 2, 'view'), op('remove', 1, 2))
    expect(errors()).toEqual(['createElement: node 2 exists already', 'remove: node 2 is not a child of 1'])
  })

  it('gives up the rest of a batch after an unknown opcode', () => {
    page.apply([200, 1], op('createElement', 2, 'view'))
    expect(errors()).toHaveLength(1)
    page.apply(op('createElement', 2, 'view'))
    expect(errors()).toHaveLength(1)
  })
})

describe('attributes', () => {
  it('accepts camelCase and goes back to defaults', () => {
    page.apply(op('createElement', 2, 'image'), op('setAttr', 2, 'lazyLoad', true), op('setAttr', 2, 'mode', 'aspectFit'))
    const image = page.element(2) as unknown as { get(name: string): unknown }
    expect(image.get('lazy-load')).toBe(true)
    page.apply(op('removeAttr', 2, 'mode'))
    expect(image.get('mode')).toBe('scaleToFill')
  })

  it('takes the string "false" as true, as WeChat does', () => {
    page.apply(op('createElement', 2, 'text'), op('setAttr', 2, 'decode', 'false'))
    expect((page.element(2) as unknown as { get(name: string): unknown }).get('decode')).toBe(true)
  })
})

describe('text', () => {
  const show = (raw: string, ...attrs: unknown[][]) => {
    page.apply(op('createElement', 2, 'text'), op('createText', 3, raw), op('append', 2, 3), ...attrs)
    return page.element(2)
  }

  it('decodes entities only on request', () => {
    expect(show('a &lt; b').textContent).toBe('a &lt; b')
    page.apply(op('setAttr', 2, 'decode', true))
    expect(page.element(2).textContent).toBe('a < b')
    page.apply(op('setText', 3, '&amp;lt;'))
    expect(page.element(2).textContent).toBe('&lt;')
    page.apply(op('setAttr', 2, 'decode', false))
    expect(page.element(2).textContent).toBe('&amp;lt;')
  })

  it('widens spaces and breaks lines', () => {
    const text = show('a b\\nc', op('setAttr', 2, 'space', 'emsp'))
    expect(text.textContent).toBe('a\u2003b\nc')
    expect(text.hasAttribute('wx-lines')).toBe(true)
  })
})

describe('methods', () => {
  it('answers a call of a method that is not there with an error', () => {
    page.apply(op('createElement', 2, 'view'), op('call', 2, 'fly', null, 7))
    expect(page.sent).toEqual([['reply', 7, null, 'not supported']])
  })
})

describe('style sheets', () => {
  it('apply in the order of their indices, whenever they come', () => {
    const order = () => [...document.head.querySelectorAll('style')].map((style) => style.textContent)
    page.apply(op('addStyle', 9, '.page{}'), op('addStyle', 1, '.app{}'), op('addStyle', 3, '.late{}'))
    expect(order().slice(-3)).toEqual(['.app{}', '.late{}', '.page{}'])
    page.apply(op('disableStyle', 3), op('addStyle', 2, '.other{}'), op('addStyle', 9, '.new{}'))
    expect(order().slice(-3)).toEqual(['.app{}', '.other{}', '.new{}'])
    page.apply(op('disableStyle', 1), op('disableStyle', 2), op('disableStyle', 9))
  })
})
