import { beforeEach, describe, expect, it } from 'vitest'
import { raise } from '../src/events/raise'
import { op, type TestPage, testPage } from './harness'

/** Gives the page a module as the compiler makes it. */
function define(name: string, code: string): void {
  page.define(name, `try{(function(){${code}\n}).call(undefined)}catch(e){console.error(""+e)}`)
}

const BIND = 0
const CAPTURE = 1
const MUT = 2
const CATCH = 4
const REMOVED = 8

let page: TestPage
beforeEach(() => {
  page = testPage()
})

/** Nodes 2 > 3 > 4 on the page, all of its own template. */
function nested(): void {
  for (const id of [2, 3, 4]) page.apply(op('createElement', id, 'view'), op('append', id - 1, id))
  page.apply(op('own', 1, [''], [2, 3, 4]))
}

const events = () => page.sent.filter(([tag]) => tag === 'event')
const logs = () => page.sent.filter(([tag]) => tag === 'wxsLog').map(([, level, values]) => [level, ...(values as unknown[])])

describe('WXS handlers', () => {
  beforeEach(() => {
    nested()
    define(
        'm',
        `function say(event, owner) { console.log(event.currentTarget.id + ' ' + event.target.id + ' ' + event.mark.k) }
         module.exports = { say: say, stop: function (e, o) { say(e, o); return false }, halt: function (e) { e.stopPropagation() },
           sub: { twice: function (e, o) { say(e, o); say(e, o) } }, fail: function () { null.x } }`,
    )
    page.apply(
      ...[2, 3, 4].map((id) => op('setId', id, `n${id}`)),
      op('setMark', 2, 'k', 'outer'),
      op('setMark', 4, 'k', 'inner'),
    )
  })
  const bind = (id: number, flags: number, ...path: string[]) => op('wxsBind', id, 'touchmove', flags, 'm', path)
  const move = () => raise(page.element(4), 'touchmove', {})

  it('run at once, from the capture phase to the bubble phase, without a message', () => {
    page.apply(bind(2, CAPTURE, 'say'), bind(3, BIND, 'sub', 'twice'), bind(2, BIND, 'say'))
    move()
    expect(logs()).toEqual(['n2', 'n3', 'n3', 'n2'].map((id) => ['log', `${id} n4 inner`]))
    expect(events()).toEqual([])
  })

  it('let the logic hear what came past it, and say where they stopped the event', () => {
    page.apply(bind(3, BIND, 'stop'), op('listen', 4, 'touchmove', 0), op('listen', 2, 'touchmove', 0))
    expect(move()).toBe(page.element(3))
    expect(events()).toEqual([['event', 4, 'touchmove', {}, expect.objectContaining({ wxs: [3, 0] })]])
    page.sent.length = 0
    page.apply(op('listen', 4, 'touchmove', REMOVED))
    move()
    expect(events()).toEqual([])
    page.apply(bind(3, REMOVED))
    move()
    expect(events()).toEqual([['event', 4, 'touchmove', {}, expect.not.objectContaining({ wxs: expect.anything() })]])
  })

  it('are not reached past a catch of the logic, nor twice by mut-bind', () => {
    page.apply(bind(2, BIND, 'say'), op('listen', 3, 'touchmove', CATCH))
    move()
    expect(logs()).toEqual([])
    page.apply(op('listen', 3, 'touchmove', REMOVED), bind(4, MUT, 'say'), bind(3, MUT, 'say'))
    move()
    expect(logs().map(([, text]) => String(text).slice(0, 2))).toEqual(['n4', 'n2'])
  })

  it('stop by catch, by capture-catch and by stopPropagation', () => {
    page.apply(bind(3, CAPTURE | CATCH, 'say'), bind(2, BIND, 'say'))
    expect(move()).toBe(page.element(3))
    page.apply(bind(3, CAPTURE | CATCH | REMOVED), bind(4, CATCH, 'say'))
    expect(move()).toBe(page.element(4))
    page.apply(bind(4, CATCH | REMOVED), bind(3, BIND, 'halt'))
    expect(move()).toBe(page.element(3))
    expect(logs()).toHaveLength(2)
  })

  it('report their failures and go on', () => {
    page.apply(bind(3, BIND, 'fail'), bind(2, BIND, 'gone'))
    move()
    expect(logs().map(([level]) => level)).toEqual(['error', 'error'])
    expect(String(logs()[0]?.[1])).toContain('m fail: TypeError')
  })

  it('take events of components, and those that the logic raises', () => {
    page.apply(op('wxsBind', 4, 'change', BIND, 'm', ['say']), op('wxsEvent', 4, 'change', BIND, { currentTarget: { id: 'x' }, target: { id: 'y' }, mark: {} }))
    expect(logs()).toEqual([['log', 'x y undefined']])
  })
})

describe('ComponentDescriptor', () => {
  beforeEach(() => {
    nested()
    // 3 is a component with 4 in its own template.
    page.apply(op('createHost', 5, 'my-card', 'c/card'), op('append', 3, 5), op('createElement', 6, 'view'), op('append', 5, 6))
    page.apply(op('own', 1, [''], [5]), op('own', 5, ['w0123456789'], [6]))
    page.apply(op('setClass', 6, 'w0123456789--grip'), op('setClass', 4, 'grip plain'), op('setId', 5, 'card'), op('setDataset', 5, 'kind', { a: 1 }))
  })
  const run = (id: number, code: string) => {
    define(`t${code}`, `exports.f = function (value, old, owner, instance) { ${code} }`)
    page.apply(op('wxsChange', id, 'p', `t${code}`, ['f'], { value: 1 }))
    const said = logs().splice(-1)[0]
    expect(said?.[0]).toBe('log')
    return said?.slice(1)
  }

  it('finds nodes in its own template only', () => {
    expect(run(4, "console.log(owner.selectAllComponents('.grip').length, owner.selectComponent('#card').getDataset())")).toEqual([1, { kind: { a: 1 } }])
    expect(run(6, "console.log(owner.selectComponent('.grip') === instance, owner.selectComponent('.plain'))")).toEqual([true, null])
    expect(run(4, "console.log(owner.selectComponent('#card').selectAllComponents('.grip').length)")).toEqual([1])
    expect(run(4, "console.log(owner.selectAllComponents('#card >>> .grip').length, owner.selectAllComponents('.none, .grip').length)")).toEqual([1, 1])
  })

  it('sets styles that stay when the logic sets its own', () => {
    page.apply(op('setStyle', 4, 'color: red; width: 10px'))
    run(4, "instance.setStyle({ marginTop: '75rpx', width: '20px' }); console.log(1)")
    page.apply(op('setStyle', 4, 'color: blue; width: 30px'))
    const { style } = page.element(4)
    expect([style.color, style.width, style.marginTop]).toEqual(['blue', '20px', '10vw'])
    run(5, "instance.setStyle('height: 1px'); console.log(1)")
    page.apply(op('setStyle', 5, 'color: blue'))
    expect(page.element(5).style.cssText).toBe('color: blue; height: 1px;')
  })

  it('adds and removes classes as the template would, and keeps them', () => {
    run(6, "instance.addClass('a b'); instance.removeClass('grip'); console.log(1)")
    expect(page.element(6).className.trim()).toBe('w0123456789--a w0123456789--b')
    page.apply(op('setClass', 6, 'w0123456789--c'))
    expect(page.element(6).className).toBe('w0123456789--c w0123456789--a w0123456789--b')
    expect(run(6, "console.log(instance.hasClass('c'), instance.removeClass('a').hasClass('a'), instance.hasClass('b'))")).toEqual([true, false, true])
  })

  it('keeps one state for each node and calls the logic', () => {
    run(4, 'instance.getState().n = 7; console.log(1)')
    expect(run(4, 'console.log(instance.getState().n)')).toEqual([7])
    run(6, "owner.callMethod('go', { a: [1] }); instance.triggerEvent('pull', { by: 2 }, { bubbles: true }); console.log(1)")
    expect(page.sent).toContainEqual(['wxsCall', 5, 'go', { a: [1] }])
    expect(page.sent).toContainEqual(['wxsTrigger', 6, 'pull', { by: 2 }, { bubbles: true }])
  })

  it('knows the geometry that the page has', () => {
    page.apply(op('setStyle', 4, 'z-index: 3'))
    expect(run(4, "console.log(typeof instance.getBoundingClientRect().left, instance.getComputedStyle(['zIndex']))")).toEqual(['number', { zIndex: '3' }])
  })

  it('hears of a change after the whole batch', () => {
    define('late', "exports.f = function (value, old, owner) { console.log(value, old === undefined, owner.selectAllComponents('.late').length) }")
    page.apply(op('wxsChange', 4, 'p', 'late', ['f'], { value: 'v' }), op('setClass', 2, 'late'))
    expect(logs()).toEqual([['log', 'v', true, 1]])
  })
})

describe('confinement', () => {
  const evaluate = (code: string): unknown => {
    nested()
    define('c', code)
    page.apply(op('wxsChange', 4, 'p', 'c', [], {}))
    return logs()[0]
  }

  it('hides the document, the webview and evaluation', () => {
    const names = ['window', 'document', 'self', 'globalThis', 'fetch', 'eval', 'Function', 'Object', 'XMLHttpRequest', 'ipc', 'wx', 'parent', 'Reflect']
    expect(evaluate(`console.log([${names.map((name) => `typeof ${name}`).join(',')}].join())`)).toEqual(['log', names.map(() => 'undefined').join()])
  })

  it('has no this to fall back to', () => {
    expect(evaluate("console.log(typeof this, (function () { return typeof this })())")).toEqual(['log', 'undefined', 'undefined'])
  })

  it('answers hidden keys with nothing', () => {
    expect(evaluate("var k = 'constr' + 'uctor'; console.log(typeof console.log[__wxsKey(k)], typeof [][__wxsKey('__proto__')], [5][__wxsKey(0)])")).toEqual([
      'log',
      'undefined',
      'undefined',
      5,
    ])
  })

  it('reads a key once', () => {
    expect(evaluate("var n = 0; var k = { toString: function () { n++; return n > 1 ? 'constructor' : 'x' } }; console.log(typeof [][__wxsKey(k)], n)")).toEqual(['log', 'undefined', 1])
  })

  it('leaves what the page runtime uses alone', () => {
    const before = Math.max
    expect(String((evaluate('Math.max = 1') as unknown[])[1])).toContain('TypeError')
    expect(Math.max).toBe(before)
    expect(String((evaluate('[].push.call = 1') as unknown[])[1])).toContain('TypeError')
  })

  it('offers what WXS has', () => {
    expect(
      evaluate("console.log(getRegExp('a+', 'g').test('baa'), getDate(2020, 1, 2).getMonth(), __wxsConstructor([]), parseInt('12px'), Number('3'), isNaN(NaN), JSON.stringify([1]), Math.floor(1.5))"),
    ).toEqual(['log', true, 1, 'Array', 12, 3, true, '[1]', 1])
  })
})
