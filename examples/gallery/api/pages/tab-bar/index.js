const onTab = (change) => () => wx.switchTab({ url: '/pages/api/index', success: change })

Page({
  badge: onTab(() => wx.setTabBarBadge({ index: 1, text: '5' })),
  dot: onTab(() => wx.showTabBarRedDot({ index: 2 })),
  item: onTab(() => wx.setTabBarItem({ index: 2, text: '我的' })),
  style: onTab(() => wx.setTabBarStyle({ selectedColor: '#fa5151' })),
  hide: onTab(() => {
    wx.hideTabBar({ animation: true })
    setTimeout(() => wx.showTabBar({ animation: true }), 2000)
  }),
  reset: onTab(() => {
    wx.removeTabBarBadge({ index: 1 })
    wx.hideTabBarRedDot({ index: 2 })
    wx.setTabBarItem({ index: 2, text: '关于' })
    wx.setTabBarStyle({ selectedColor: '#07c160' })
  }),
})
