// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { op } from '../ops'
import { type LabPage, missingBrowser, PageLab } from './chromium'
import { Builder } from './demo'

describe.skipIf(missingBrowser !== '')('form components', () => {
  let lab: PageLab
  let page: LabPage
  let b: Builder
  beforeAll(async () => {
    lab = await PageLab.start()
  }, 60_000)
  afterAll(() => lab?.stop())
  beforeEach(() => {
    b = new Builder()
  })
  afterEach(async () => {
    expect(await page.sent('error')).toEqual([])
    await page.close()
  })

  const details = async (type: string) => (await page.sent('event', type)).map((message) => message[3])
  const field = (tag: string) => page.page.locator(`wx-${tag} >> ${tag}:not(.ghost)`)
  const caret = (tag: string) => field(tag).evaluate((node) => (node as HTMLInputElement).selectionStart)

  describe('input', () => {
    it('tells every key with the caret, and confirm and blur at the end', async () => {
      page = await lab.open()
      b.add(1, 'input', { placeholder: '请输入', maxlength: 5 }, 'input', 'focus', 'blur', 'confirm', 'change')
      await page.apply(...b.ops)
      await page.page.mouse.click(60, 10)
      await page.page.keyboard.type('abcdefg')
      expect((await details('focus'))[0]).toEqual({ value: '', height: 0 })
      expect(await details('input')).toEqual([..."abcde"].map((key, at) => ({ value: 'abcde'.slice(0, at + 1), cursor: at + 1, keyCode: key.toUpperCase().charCodeAt(0) })))
      await page.page.keyboard.press('Enter')
      expect(await details('confirm')).toEqual([{ value: 'abcde' }])
      expect(await details('blur')).toEqual([{ value: 'abcde', cursor: 5 }])
      expect(await details('change')).toEqual([{ value: 'abcde' }])
    })

    it('keeps the caret when the logic writes back', async () => {
      page = await lab.open()
      const id = b.add(1, 'input', { value: 'hello' }, 'input')
      await page.apply(...b.ops)
      await page.page.mouse.click(200, 10)
      await page.page.keyboard.press('Home')
      await page.page.keyboard.press('ArrowRight')
      await page.page.keyboard.type('X')
      await page.apply(op('setAttr', id, 'value', 'hXello'))
      expect(await caret('input')).toBe(2)
      // A handler that makes it upper case: the caret stays behind the X.
      await page.apply(op('setAttr', id, 'value', 'HXELLO'))
      expect(await field('input').inputValue()).toBe('HXELLO')
      expect(await caret('input')).toBe(2)
      await page.apply(op('setAttr', id, 'value', 'HXELLO'), op('setAttr', id, 'cursor', 5))
      expect(await caret('input')).toBe(5)
    })

    it('types only what the keyboard of the type has', async () => {
      page = await lab.open()
      b.add(1, 'input', { type: 'digit' }, 'input')
      await page.apply(...b.ops)
      await page.page.mouse.click(60, 10)
      await page.page.keyboard.type('1a2.b5')
      expect(await field('input').inputValue()).toBe('12.5')
      expect(await field('input').getAttribute('inputmode')).toBe('decimal')
    })

    it('says what it cannot do for safe passwords and nicknames', async () => {
      page = await lab.open()
      b.add(1, 'input', { type: 'safe-password' }, 'blur')
      b.add(1, 'input', { type: 'nickname', class: 'nick' }, 'nicknamereview')
      await page.apply(...b.ops)
      await page.page.locator('wx-input').first().click()
      await page.page.keyboard.type('pw')
      await page.page.locator('.nick').click()
      expect(await details('blur')).toEqual([{ value: 'pw', cursor: 2, encryptedValue: '', encryptError: 'not supported' }])
      await page.page.keyboard.press('Enter')
      expect(await details('nicknamereview')).toEqual([{ pass: true, timeout: true }])
    })

    it('keeps the keyboard with hold-keyboard', async () => {
      page = await lab.open()
      b.add(1, 'input', { 'hold-keyboard': true, class: 'hold' }, 'blur')
      b.add(1, 'view', { style: 'height:100px', class: 'else' }, 'tap')
      await page.apply(...b.ops)
      await page.page.locator('.hold').click()
      await page.page.locator('.else').click()
      expect(await details('tap')).toHaveLength(2)
      expect(await details('blur')).toEqual([])
      await page.page.keyboard.type('on')
      expect(await field('input').inputValue()).toBe('on')
    })

    it('lets taps through where it is disabled, and is focused by a label', async () => {
      page = await lab.open()
      const row = b.add(1, 'view', { class: 'row' }, 'tap')
      b.add(row, 'input', { disabled: true, value: 'x', class: 'off' }, 'focus')
      const label = b.add(1, 'label', { for: 'named' })
      b.add(label, 'text', { text: '名字', class: 'word' })
      b.add(1, 'input', { id: 'named', class: 'on' }, 'focus')
      await page.apply(...b.ops)
      await page.page.locator('.off').click()
      expect(await details('tap')).toHaveLength(1)
      expect(await details('focus')).toEqual([])
      await page.page.locator('.word').click()
      expect(await details('focus')).toHaveLength(1)
    })

    it('reports model:value and follows focus', async () => {
      page = await lab.open()
      const id = b.add(1, 'input', {}, 'focus', 'blur')
      b.ops.push(op('modelBind', id, 'value', true))
      await page.apply(...b.ops)
      await page.apply(op('setAttr', id, 'focus', true))
      await page.page.keyboard.type('ok')
      expect((await page.sent('model')).map(([, , name, value]) => [name, value])).toEqual([['value', 'o'], ['value', 'ok']])
      await page.apply(op('setAttr', id, 'focus', false))
      expect(await details('blur')).toHaveLength(1)
    })

    it('shows the placeholder with the class and style of the app', async () => {
      page = await lab.open()
      b.ops.push(op('addStyle', 0, '.s--hint{color:rgb(1,2,3)}'))
      const id = b.add(1, 'input', { class: 's--box', placeholder: '名字', 'placeholder-class': 'hint', 'placeholder-style': 'font-size:20px' })
      await page.apply(...b.ops)
      const hint = page.page.locator('.input-placeholder')
      expect(await hint.evaluate((node) => [getComputedStyle(node).color, getComputedStyle(node).fontSize])).toEqual(['rgb(1, 2, 3)', '20px'])
      await page.apply(op('setAttr', id, 'value', 'x'))
      expect(await hint.isVisible()).toBe(false)
    })
  })

  describe('textarea', () => {
    it('grows with its text and tells the lines', async () => {
      page = await lab.open()
      const id = b.add(1, 'textarea', { 'auto-height': true, style: 'width:200px;line-height:20px;font-size:16px' }, 'linechange', 'input')
      await page.apply(...b.ops)
      expect((await page.box('wx-textarea')).height).toBe(20)
      await page.page.mouse.click(50, 10)
      await page.page.keyboard.type('one')
      await page.page.keyboard.press('Enter')
      await page.page.keyboard.type('two')
      expect((await page.box('wx-textarea')).height).toBe(40)
      expect((await details('linechange')).at(-1)).toMatchObject({ height: 40, lineCount: 2 })
      await page.apply(op('setAttr', id, 'value', ''))
      expect((await page.box('wx-textarea')).height).toBe(20)
    })

    it('confirms on enter where confirm-type is not return', async () => {
      page = await lab.open()
      b.add(1, 'textarea', { 'confirm-type': 'send', 'confirm-hold': true }, 'confirm', 'blur')
      await page.apply(...b.ops)
      await page.page.mouse.click(50, 10)
      await page.page.keyboard.type('hi')
      await page.page.keyboard.press('Enter')
      expect(await details('confirm')).toEqual([{ value: 'hi' }])
      expect(await field('textarea').inputValue()).toBe('hi')
      expect(await details('blur')).toEqual([])
    })
  })

  describe('choices', () => {
    it('checks by tap and by label, one radio at a time', async () => {
      page = await lab.open()
      const group = b.add(1, 'radio-group', { name: 'r' }, 'change')
      for (const value of ['a', 'b']) {
        const label = b.add(group, 'label', { class: value })
        b.add(label, 'radio', { value, checked: value === 'a' })
        b.add(label, 'text', { text: `选项 ${value}` })
      }
      const boxes = b.add(1, 'checkbox-group', {}, 'change')
      for (const value of ['x', 'y']) b.add(boxes, 'checkbox', { value, class: value, text: value })
      await page.apply(...b.ops)
      await page.page.locator('.b > wx-text').click()
      expect(await details('change')).toEqual([{ value: 'b' }])
      await page.forget()
      await page.page.locator('.y').click()
      await page.page.locator('.x').click()
      await page.page.locator('.y').click()
      expect(await details('change')).toEqual([{ value: ['y'] }, { value: ['x', 'y'] }, { value: ['x'] }])
      expect(await page.page.locator('.wx-radio-input-checked').count()).toBe(1)
    })
  })

  it('drags a slider', async () => {
    page = await lab.open({}, true)
    b.add(1, 'slider', { min: 0, max: 100, step: 10, style: 'margin:20px;width:200px' }, 'changing', 'change')
    await page.apply(...b.ops)
    const box = await page.box('wx-slider')
    const y = box.y + box.height / 2
    await page.swipe([[box.x, y], [box.x + 30, y], [box.x + 100, y]])
    const changing = await details('changing')
    expect(changing.at(-1)).toEqual({ value: 50 })
    expect(await details('change')).toEqual([{ value: 50 }])
    expect(await page.page.locator('wx-slider >> .done').evaluate((node) => (node as HTMLElement).style.width)).toBe('50%')
  })

  it('brings a wheel to rest on an item', async () => {
    page = await lab.open({}, true)
    const view = b.add(1, 'picker-view', { value: [2], 'indicator-style': 'height:50px', style: 'width:100%;height:250px' }, 'change', 'pickstart', 'pickend')
    const column = b.add(view, 'picker-view-column')
    for (let at = 0; at < 20; at += 1) b.add(column, 'view', { text: `第 ${at} 项`, style: 'line-height:50px' })
    await page.apply(...b.ops)
    const middle = () => page.page.evaluate(() => document.elementsFromPoint(180, 125).find((node) => node.localName === 'wx-view')?.textContent)
    expect(await middle()).toBe('第 2 项')
    await page.swipe([[180, 200], [180, 180], [180, 160], [180, 140], [180, 120], [180, 100]])
    await page.message('event', 'pickend')
    const { value } = await page.event('change') as { value: number[] }
    expect(value[0]).toBeGreaterThanOrEqual(4)
    expect(await middle()).toBe(`第 ${value[0]} 项`)
    expect(await details('pickstart')).toHaveLength(1)
    await page.apply(op('setAttr', view, 'value', [7]))
    expect(await middle()).toBe('第 7 项')
  })

  it('gathers a form and empties it', async () => {
    page = await lab.open()
    const form = b.add(1, 'form', { 'report-submit': true }, 'submit', 'reset')
    b.add(form, 'input', { name: 'who', value: '小明' })
    b.add(form, 'textarea', { name: 'note', value: 'n', style: 'height:30px' })
    b.add(form, 'switch', { name: 'on', checked: true })
    b.add(form, 'slider', { name: 'size', value: 30 })
    b.add(form, 'picker', { name: 'which', value: 1, range: ['a', 'b'], text: 'pick' })
    b.add(form, 'input', { value: 'no name' })
    b.add(form, 'button', { 'form-type': 'submit', class: 'go', id: 'go', text: 'ok' })
    b.add(form, 'button', { 'form-type': 'reset', class: 'no', text: 'reset' })
    await page.apply(...b.ops)
    await page.page.locator('.go').click()
    expect((await details('submit'))[0]).toMatchObject({
      value: { who: '小明', note: 'n', on: true, size: 30, which: 1 },
      formId: 'the formId is a mock one',
      target: { id: 'go' },
    })
    await page.page.locator('.no').click()
    await page.page.locator('.go').click()
    expect(await details('reset')).toHaveLength(1)
    expect((await details('submit'))[1]).toMatchObject({ value: { who: '', note: '', on: false, size: 0, which: 0 } })
  })

  describe('picker', () => {
    it('asks the shell and tells what was picked', async () => {
      page = await lab.open()
      b.add(1, 'picker', { range: [{ n: '中国' }, { n: '美国' }], 'range-key': 'n', value: 1, text: 'pick' }, 'change', 'cancel')
      await page.apply(...b.ops)
      await page.page.locator('wx-picker').click()
      const [, request, kind, params] = await page.message('chrome')
      expect([kind, params]).toEqual(['picker', { mode: 'selector', range: ['中国', '美国'], value: 1 }])
      await page.page.evaluate((n) => window.__pp.chromeReply(n as number, 'picker', { value: 0 }), request)
      expect(await page.event('change')).toEqual({ value: 0 })
      await page.forget()
      await page.page.locator('wx-picker').click()
      const [, again] = await page.message('chrome')
      await page.page.evaluate((n) => window.__pp.chromeReply(n as number, 'picker', { cancel: true }), again)
      expect(await page.event('cancel')).toEqual({})
    })

    it('passes columns on while it is open', async () => {
      page = await lab.open()
      const id = b.add(1, 'picker', { mode: 'multiSelector', range: [['a', 'b'], ['1', '2']], value: [0, 0], text: 'pick' }, 'change', 'columnchange')
      await page.apply(...b.ops)
      await page.page.locator('wx-picker').click()
      const [, request] = await page.message('chrome')
      await page.page.evaluate((n) => window.__pp.chromeReply(n as number, 'pickerColumn', { column: 0, value: 1 }), request)
      expect(await page.event('columnchange')).toEqual({ column: 0, value: 1 })
      await page.forget()
      await page.apply(op('setAttr', id, 'range', [['a', 'b'], ['3']]))
      expect(await page.message('chrome')).toEqual(['chrome', request, 'pickerUpdate', { request, range: [['a', 'b'], ['3']] }])
      await page.page.evaluate((n) => window.__pp.chromeReply(n as number, 'picker', { value: [1, 0] }), request)
      expect(await page.event('change')).toEqual({ value: [1, 0] })
    })
  })

  describe('editor', () => {
    it('takes, sanitises and gives contents', async () => {
      page = await lab.open()
      const id = b.add(1, 'editor', { placeholder: '写点什么' }, 'ready', 'input', 'statuschange')
      await page.apply(...b.ops)
      await page.message('event', 'ready')
      await page.apply(
        op('call', id, 'setContents', { html: '<p onclick="x()">粗<b>体</b><img src="javascript:1" onerror="x()"></p><script>x()</script>' }, 1),
        op('call', id, 'getContents', null, 2),
      )
      const reply = (await page.sent('reply')).find(([, request]) => request === 2)
      expect(reply?.[2]).toMatchObject({
        text: '粗体\n',
        html: '<p>粗<b>体</b><img src=""></p>',
        delta: { ops: [{ insert: '粗' }, { insert: '体', attributes: { bold: 'strong' } }, { insert: { image: '' } }, { insert: '\n' }] },
      })
    })

    it('formats a selection', async () => {
      page = await lab.open()
      const id = b.add(1, 'editor', {}, 'statuschange')
      await page.apply(...b.ops)
      await page.apply(
        op('call', id, 'insertText', { text: 'hello world' }, 0),
        op('call', id, 'setSelection', { index: 0, length: 5 }, 0),
        op('call', id, 'format', { name: 'bold' }, 0),
        op('call', id, 'format', { name: 'color', value: 'red' }, 0),
        op('call', id, 'format', { name: 'align', value: 'center' }, 0),
        op('call', id, 'getContents', null, 9),
      )
      const reply = (await page.sent('reply')).find(([, request]) => request === 9)
      expect(reply?.[2]).toMatchObject({
        delta: { ops: [
          { insert: 'hello', attributes: { bold: 'strong', color: 'red' } },
          { insert: ' world' },
          { insert: '\n', attributes: { align: 'center' } },
        ] },
      })
    })
  })
})
