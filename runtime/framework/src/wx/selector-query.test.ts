import { describe, expect, it, vi } from 'vitest'
import { FakePage, settled } from './fake-context'
import { harness } from './wx-harness'

describe('selector queries', () => {
  it('ask once and answer in the order of the queue', async () => {
    const { ctx, wx } = harness()
    ctx.nodes['#a'] = [ctx.node(5, { elementId: 'a', dataset: () => ({ k: 1 }) })]
    ctx.nodes['.b'] = [ctx.node(6, { elementId: 'b1' }), ctx.node(7, { elementId: 'b2' })]
    ctx.page.queries.fields = () => [
      [{ left: 1, top: 2, right: 3, bottom: 4, width: 2, height: 2 }],
      [{ scrollTop: 9 }, { scrollTop: 8 }],
      [{ width: 375, height: 600 }],
    ]
    const order: string[] = []
    const exec = vi.fn(() => order.push('exec'))
    wx.createSelectorQuery()
      .select('#a')
      .boundingClientRect(() => order.push('first'))
      .selectAll('.b')
      .scrollOffset(() => order.push('second'))
      .selectViewport()
      .fields({ size: true }, () => order.push('third'))
      .exec(exec)
    await settled()
    expect(order).toEqual(['first', 'second', 'third', 'exec'])
    expect(exec).toHaveBeenCalledWith([
      { id: 'a', dataset: { k: 1 }, left: 1, top: 2, right: 3, bottom: 4, width: 2, height: 2 },
      [
        { id: 'b1', dataset: {}, scrollTop: 9 },
        { id: 'b2', dataset: {}, scrollTop: 8 },
      ],
      { width: 375, height: 600 },
    ])
    expect(ctx.page.of('query')).toEqual([
      [
        'fields',
        [
          { nodes: [5], fields: { rect: true, size: true } },
          { nodes: [6, 7], fields: { scrollOffset: true } },
          { nodes: [0], fields: { size: true } },
        ],
      ],
    ])
  })

  it('give null and [] where nothing matches, without asking', async () => {
    const { ctx, wx } = harness()
    const exec = vi.fn()
    wx.createSelectorQuery().select('#no').boundingClientRect().selectAll('.no').boundingClientRect().exec(exec)
    expect(exec).not.toHaveBeenCalled()
    await settled()
    expect(exec).toHaveBeenCalledWith([null, []])
    expect(ctx.page.of('query')).toEqual([])
  })

  it('mix nodes that are found with ones that are not', async () => {
    const { ctx, wx } = harness()
    ctx.nodes['#a'] = [ctx.node(5)]
    ctx.page.queries.fields = () => [[{ width: 1, height: 2 }]]
    const exec = vi.fn()
    wx.createSelectorQuery().select('#no').fields({ size: true }).select('#a').fields({ size: true }).exec(exec)
    await settled()
    expect(exec).toHaveBeenCalledWith([null, { width: 1, height: 2 }])
  })

  it('answer id, dataset, mark and known properties', async () => {
    const { ctx, wx } = harness()
    ctx.nodes['#a'] = [
      ctx.node(5, { mark: () => ({ m: 1 }), attributes: { scrollX: true, title: 't' } }),
    ]
    ctx.page.queries.fields = () => [[{ properties: { scrollTop: 12 }, computedStyle: { color: 'red' } }]]
    const seen = vi.fn()
    wx.createSelectorQuery()
      .select('#a')
      .fields({ mark: true, properties: ['scroll-x', 'scrollTop', 'none'], computedStyle: ['color'] }, seen)
      .exec()
    await settled()
    expect(seen).toHaveBeenCalledWith({ mark: { m: 1 }, 'scroll-x': true, scrollTop: 12, color: 'red' })
    expect(ctx.page.of('query')[0]?.[1]).toEqual([
      { nodes: [5], fields: { properties: ['scrollX', 'scrollTop', 'none'], computedStyle: ['color'] } },
    ])
  })

  it('hand out one canvas object per component, with the size of the view', async () => {
    const { ctx, wx } = harness()
    ctx.nodes['#c'] = [ctx.node(8, { tag: 'canvas' })]
    ctx.page.queries.fields = () => [[{ nodeCanvasType: '2d', nodeWidth: 300, nodeHeight: 150, width: 100, height: 50 }]]
    const nodes: unknown[] = []
    const ask = () =>
      wx
        .createSelectorQuery()
        .select('#c')
        .fields({ node: true, size: true }, (result: { node: unknown }) => nodes.push(result))
        .exec()
    ask()
    ask()
    await settled()
    expect(nodes[0]).toMatchObject({ nodeCanvasType: '2d', width: 100, height: 50 })
    const [first, second] = nodes as { node: { width: number } }[]
    expect(first?.node).toBe(second?.node)
    expect(first?.node.width).toBe(300)
  })

  it('hand out contexts of components', async () => {
    const { ctx, wx } = harness()
    ctx.nodes['#v'] = [ctx.node(9, { tag: 'video' })]
    const seen = vi.fn()
    wx.createSelectorQuery().select('#v').context(seen).exec()
    await settled()
    seen.mock.calls[0]?.[0].context.seek(3)
    expect(ctx.page.of('call')).toEqual([[9, 'seek', { position: 3 }]])
  })

  it('stay on the page they were made on', async () => {
    const { ctx, wx } = harness()
    const query = wx.createSelectorQuery().selectViewport().scrollOffset()
    const scopes: unknown[] = []
    const first = ctx.page
    ctx.pages = [first, new FakePage(2, 'pages/detail/detail')]
    ctx.pageOf = (instance?: object) => {
      scopes.push(instance)
      return first
    }
    query.exec()
    await settled()
    expect(scopes).toEqual([first.instance])
  })

  it('find nodes that come in the same turn', async () => {
    const { ctx, wx } = harness()
    const seen = vi.fn()
    wx.createSelectorQuery().select('#late').fields({ id: true }, seen).exec()
    ctx.nodes['#late'] = [ctx.node(4, { elementId: 'late' })]
    await settled()
    expect(seen).toHaveBeenCalledWith({ id: 'late' })
  })

  it('call back even when the view fails', async () => {
    const { ctx, wx } = harness()
    ctx.nodes['#a'] = [ctx.node(5, { elementId: 'a' })]
    const exec = vi.fn()
    wx.createSelectorQuery().select('#a').boundingClientRect().exec(exec)
    await settled()
    expect(exec).toHaveBeenCalledWith([{ id: 'a', dataset: {} }])
  })
})

describe('intersection observers', () => {
  it('describe targets and references by id', () => {
    const { ctx, wx } = harness()
    ctx.nodes['.t'] = [ctx.node(5, { elementId: 't', dataset: () => ({ n: 1 }) }), ctx.node(6)]
    ctx.nodes['.r'] = [ctx.node(2)]
    const seen = vi.fn()
    const observer = wx
      .createIntersectionObserver(ctx.page.instance, { thresholds: [0, 1], observeAll: true })
      .relativeTo('.r', { top: 5 })
      .relativeToViewport()
    observer.observe('.t', seen)
    const zero = { left: 0, top: 0, right: 0, bottom: 0 }
    expect(ctx.page.of('observe')).toEqual([
      [
        {
          targets: [5, 6],
          relative: [
            { id: 2, margins: { ...zero, top: 5 } },
            { id: null, margins: zero },
          ],
          thresholds: [0, 1],
          initialRatio: 0,
          observeAll: true,
        },
      ],
    ])
    ctx.page.entries[0]?.({ id: 5, intersectionRatio: 0.5, time: 1 })
    expect(seen).toHaveBeenCalledWith({ id: 't', dataset: { n: 1 }, intersectionRatio: 0.5, time: 1 })
    observer.disconnect()
    observer.disconnect()
    expect(ctx.page.of('unobserve')).toHaveLength(1)
  })
})

describe('media query observers', () => {
  it('answer at once and on every change', async () => {
    const { ctx, facade } = harness()
    let matches = true
    ctx.page.queries.mediaQuery = () => ({ matches })
    const seen = vi.fn()
    const observer = facade.instanceMethods.createMediaQueryObserver?.call(ctx.page.instance) as {
      observe(descriptor: unknown, callback: unknown): void
      disconnect(): void
    }
    observer.observe({ minWidth: 300 }, seen)
    await settled()
    facade.emit('onWindowResize', {})
    await settled()
    expect(seen.mock.calls).toEqual([[{ matches: true }]])
    matches = false
    facade.emit('onWindowResize', {})
    await settled()
    expect(seen.mock.calls.at(-1)).toEqual([{ matches: false }])
    observer.disconnect()
    matches = true
    facade.emit('onWindowResize', {})
    await settled()
    expect(seen).toHaveBeenCalledTimes(2)
  })
})
