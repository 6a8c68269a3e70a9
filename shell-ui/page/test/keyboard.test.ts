import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followKeyboard, keyboardHeight, tellKeyboard } from '../src/components/forms/keyboard'
import { createBridge, type PageBridge } from '../src/core/bridge'
import { op, type TestPage, testPage } from './harness'

/** A document of 700 px below a bar of 64, in a window of 764. */
const WHOLE = 700

describe('the keyboard that the host tells of', () => {
  let page: TestPage
  let bridge: PageBridge
  beforeEach(() => {
    vi.stubGlobal('innerHeight', WHOLE)
    page = testPage()
    bridge = createBridge(page.interpreter)
    bridge.init({ pageId: 1, route: 'a', theme: 'light', window: {} })
  })
  afterEach(() => {
    tellKeyboard(0, WHOLE)
    vi.unstubAllGlobals()
  })

  it('has its height, and covers what the document has below its room', () => {
    const heard: [number, number][] = []
    const leave = followKeyboard((height, covered) => heard.push([height, covered]))
    bridge.keyboard(300, 400)
    expect(keyboardHeight()).toBe(300)
    bridge.keyboard(300, 400)
    bridge.keyboard(0, WHOLE)
    leave()
    bridge.keyboard(300, 400)
    expect(heard).toEqual([
      [300, 300],
      [0, 0],
    ])
  })

  it('covers less of a page above a tab bar, and nothing of a webview that has made room', () => {
    const heard: [number, number][] = []
    const leave = followKeyboard((height, covered) => heard.push([height, covered]))
    vi.stubGlobal('innerHeight', 650)
    bridge.keyboard(300, 400)
    vi.stubGlobal('innerHeight', 400)
    bridge.keyboard(301, 400)
    leave()
    expect(heard).toEqual([
      [300, 250],
      [301, 0],
    ])
  })

  it('is told to the focused field and to the logic, and the field is scrolled above it', async () => {
    bridge.ops([
      ...op('createElement', 2, 'input'),
      ...op('append', 1, 2),
      ...op('listen', 2, 'keyboardheightchange', 0),
    ])
    const field = page.element(2)
    field.getBoundingClientRect = () => ({ bottom: 650 }) as DOMRect
    const before = document.documentElement.scrollTop
    ;(field.shadowRoot ?? field).querySelector('input')?.focus()
    bridge.keyboard(300, 400)
    expect(page.sent).toContainEqual(['chrome', 0, 'keyboard', { height: 300, duration: 250 }])
    const event = page.sent.find(([tag, , name]) => tag === 'event' && name === 'keyboardheightchange')
    expect(JSON.stringify(event)).toContain('"height":300')
    expect(document.documentElement.scrollTop - before).toBe(250)
  })
})
