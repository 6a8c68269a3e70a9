Page({
  async onLoad() {
    const { shared } = await require.async('../../library/shared.js')
    record('async', shared)
    require('../../library/shared.js', (it) => record('callback', it.shared))
    require('./nowhere.js', () => record('never'), ({ mod }) => record('failed', mod.includes('nowhere')))
  },
})
