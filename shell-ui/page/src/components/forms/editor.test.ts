import { describe, expect, it } from 'vitest'
import { fromDelta, toDelta, toText } from './editor-delta'
import { safeSource, sanitize } from './editor-sanitize'

function html(fragment: DocumentFragment): string {
  const holder = document.createElement('div')
  holder.append(fragment)
  return holder.innerHTML
}

describe('sanitize', () => {
  it('keeps text, structure and looks', () => {
    expect(html(sanitize('<h1 style="color:red">a</h1><ul><li data-list="checked">b</li></ul><hr>'))).toBe(
      '<h1 style="color: red;">a</h1><ul><li data-list="checked">b</li></ul><hr>',
    )
  })

  it('drops script in every guise', () => {
    expect(html(sanitize('<p onclick="x()">a<script>x()</script></p>'))).toBe('<p>a</p>')
    expect(html(sanitize('<svg><script>x()</script></svg><iframe src="//x"></iframe>b'))).toBe('b')
    expect(html(sanitize('<a href="jav\tascript:x()">c</a>'))).toBe('<a>c</a>')
    expect(html(sanitize('<img src="data:text/html,x">'))).toBe('<img>')
    expect(html(sanitize('<p style="background:url(http://x)">d</p>'))).toBe('<p>d</p>')
  })

  it('keeps what is in unknown tags', () => {
    expect(html(sanitize('<custom><b>e</b></custom>'))).toBe('<b>e</b>')
  })

  it('knows where pictures may come from', () => {
    expect(['https://a/b.png', 'wxfile://tmp_1', '/images/a.png', 'images/a.png', 'data:image/png;base64,AA=='].every(safeSource)).toBe(true)
    expect(['javascript:1', ' java\nscript:1', 'data:image/svg+xml,<svg>', 'vbscript:x'].some(safeSource)).toBe(false)
  })
})

describe('delta', () => {
  const round = (ops: unknown[]) => {
    const root = document.createElement('div')
    root.append(fromDelta({ ops }, (address) => address))
    return toDelta(root)
  }

  it('survives the way to the document and back', () => {
    const ops = [
      { insert: '标题' },
      { insert: '\n', attributes: { header: 1, align: 'center' } },
      { insert: 'plain ' },
      { insert: 'bold', attributes: { bold: 'strong' } },
      { insert: ' red', attributes: { color: 'red' } },
      { insert: '\none' },
      { insert: '\n', attributes: { list: 'ordered' } },
      { insert: { image: '/a.png' }, attributes: { width: '50%' } },
      { insert: '\n' },
      { insert: { divider: true } },
      { insert: 'end\n' },
    ]
    expect(round(ops)).toEqual({ ops })
  })

  it('ends with a line break and gives the text', () => {
    expect(round([{ insert: 'a' }])).toEqual({ ops: [{ insert: 'a\n' }] })
    expect(toText(round([{ insert: 'a\nb\n' }]))).toBe('a\nb\n')
  })

  it('takes nonsense for an empty document', () => {
    expect(toDelta(document.createElement('div')).ops).toEqual([{ insert: '\n' }])
    expect(round(['x', null, 3].filter((op) => typeof op === 'object' && op !== null) as unknown[])).toEqual({ ops: [{ insert: '\n' }] })
  })
})
