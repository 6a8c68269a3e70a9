import { firstOf } from '../../model/parse'

Page({
  data: { rows: [] },
  onLoad(query) {
    console.log('opened with', Object.keys(query), [1, 'two', { deep: true }])
    console.info('plain')
    console.debug('shown with --log-level debug')
    const cycle = { name: 'cycle' }
    cycle.self = cycle
    console.warn(cycle, undefined, null, -0)
    console.error(new RangeError('caught'))
    this.setData({ rows: Array.from({ length: 100 }, () => '中'.repeat(1000)) })
    const url = query.server ? decodeURIComponent(query.server) : 'https://api.example.com/v1'
    wx.request({
      url: `${url}/items?page=2`,
      complete: () => firstOf(null),
    })
  },
})
