import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBridge, type PageBridge } from '../src/core/bridge'
import { op, type TestPage, testPage } from './harness'

const INIT = { pageId: 1, route: 'a', theme: 'light', window: {} }

describe('window.__pp', () => {
  let page: TestPage
  let bridge: PageBridge
  beforeEach(() => {
    page = testPage()
    bridge = createBridge(page.interpreter)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })
  /** A paint that comes after its test would be counted in the next. */
  const painted = () => vi.waitFor(() => expect(page.sent).toContainEqual(['painted', 1]))
  const tags = () => page.sent.map(([tag]) => tag)

  it('reports batches that come before init', async () => {
    bridge.ops(op('createElement', 2, 'view'))
    expect(page.sent[0]).toEqual(['error', 'a batch came before init', ''])
    await painted()
  })

  it('applies a fetched batch in its turn', async () => {
    let answer: (batch: unknown[]) => void = () => undefined
    const json = new Promise<unknown[]>((resolve) => {
      answer = resolve
    })
    vi.stubGlobal('fetch', async (url: string) => ({ ok: url === '/_b/7', json: () => json }))
    bridge.init(INIT)
    bridge.opsFrom('7')
    bridge.ops(op('append', 1, 2))
    expect(page.root.childElementCount).toBe(0)
    answer(op('createElement', 2, 'view'))
    await vi.waitFor(() => expect(page.root.innerHTML).toBe('<wx-view></wx-view>'))
    await painted()
    expect(tags()).not.toContain('error')
  })

  it('goes on after a batch that cannot be fetched', async () => {
    vi.stubGlobal('fetch', async () => ({ ok: false, status: 404 }))
    bridge.init(INIT)
    bridge.opsFrom('x')
    bridge.ops([...op('createElement', 2, 'view'), ...op('append', 1, 2)])
    await vi.waitFor(() => expect(page.root.childElementCount).toBe(1))
    expect(page.sent).toContainEqual(['error', 'batch x: HTTP 404', expect.any(String)])
    await painted()
  })

  it('tells the paint of the first batch and of marked ones', async () => {
    bridge.init(INIT)
    bridge.mark(3)
    for (let batch = 1; batch <= 3; batch += 1) bridge.ops([])
    await vi.waitFor(() => expect(page.sent).toEqual([['painted', 1], ['painted', 3]]))
  })

  it('shows an initial rendering, dead, until the first batch', async () => {
    const rendering = JSON.stringify([
      ...op('addStyle', 3, '.old { color: red }'),
      ...op('createElement', 2, 'view'),
      ...op('listen', 2, 'tap', 0),
      ...op('createText', 3, 'soon'),
      ...op('append', 2, 3),
      ...op('createElement', 4, 'video'),
      ...op('append', 2, 4),
      ...op('append', 1, 2),
      ...op('setPage', { backgroundColor: '#f00' }),
    ])
    bridge.init({ ...INIT, rendering })
    const shown = document.querySelector<HTMLElement>('wx-page')
    expect(shown?.outerHTML).toBe(
      '<wx-page initial-rendering=""><wx-view>soon<wx-not-yet></wx-not-yet></wx-view></wx-page>',
    )
    expect(shown?.inert).toBe(true)
    const sheets = () => [...document.querySelectorAll('style')].map((sheet) => sheet.textContent)
    expect(sheets()).toContain('.old { color: red }')
    shown?.firstElementChild?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    await vi.waitFor(() => expect(page.sent).toEqual([['painted', 0]]))
    bridge.ops([...op('createElement', 2, 'view'), ...op('append', 1, 2)])
    expect(document.body.innerHTML).toBe('<wx-page><wx-view></wx-view></wx-page>')
    expect(sheets()).not.toContain('.old { color: red }')
    await painted()
  })

  it('goes on without an initial rendering that is damaged', async () => {
    bridge.init({ ...INIT, rendering: '[1,' })
    expect(tags()).toContain('error')
    bridge.ops([...op('createElement', 2, 'view'), ...op('append', 1, 2)])
    expect(document.body.innerHTML).toBe('<wx-page><wx-view></wx-view></wx-page>')
    await painted()
  })

  it('rehearses unseen by the logic, and leaves nothing behind', async () => {
    const sheets = document.querySelectorAll('style').length
    bridge.rehearse()
    const shown = document.querySelector<HTMLElement>('wx-page')
    expect(shown).not.toBe(page.root)
    expect(shown?.inert).toBe(true)
    expect(shown?.querySelectorAll('wx-view').length).toBeGreaterThan(50)
    await vi.waitFor(() => expect(document.body.innerHTML).toBe('<wx-page></wx-page>'))
    expect(document.querySelectorAll('style')).toHaveLength(sheets)
    expect(page.sent).toEqual([])
  })

  it('ends a rehearsal when a page comes, and holds none in a page', async () => {
    bridge.rehearse()
    bridge.init(INIT)
    expect(document.body.innerHTML).toBe('<wx-page></wx-page>')
    bridge.rehearse()
    bridge.ops([...op('createElement', 2, 'view'), ...op('append', 1, 2)])
    expect(document.body.innerHTML).toBe('<wx-page><wx-view></wx-view></wx-page>')
    await painted()
    expect(page.sent).toEqual([['painted', 1]])
  })

  it('answers questions, and says why it cannot', () => {
    bridge.init(INIT)
    expect(JSON.parse(bridge.ask({ id: 9, method: 'x' }))).toEqual({ $error: 'node 9 answers no questions' })
  })

  it('hands answers of the shell to whoever asked, once', () => {
    bridge.chromeReply(77, 'picker', {})
    expect(page.sent).toEqual([])
  })
})
