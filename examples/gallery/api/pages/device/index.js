Page({
  data: { rows: [] },
  async onLoad() {
    const system = wx.getSystemInfoSync()
    const { networkType } = await wx.getNetworkType()
    const { level, isCharging } = await wx.getBatteryInfo()
    const facts = { ...system, networkType, battery: `${level}%${isCharging ? '，充电中' : ''}` }
    const rows = Object.keys(facts).map((key) => ({ key, value: typeof facts[key] === 'object' ? JSON.stringify(facts[key]) : String(facts[key]) }))
    this.setData({ rows })
  },
})
