const entries = [
  {
    "name": "route",
    "title": "路由与页面栈",
    "api": "navigateTo"
  },
  {
    "name": "feedback",
    "title": "交互反馈",
    "api": "showModal"
  },
  {
    "name": "navigation-bar",
    "title": "导航栏",
    "api": "setNavigationBarTitle"
  },
  {
    "name": "tab-bar",
    "title": "标签栏",
    "api": "setTabBarBadge"
  },
  {
    "name": "storage",
    "title": "数据缓存",
    "api": "setStorage"
  },
  {
    "name": "file",
    "title": "文件",
    "api": "getFileSystemManager"
  },
  {
    "name": "request",
    "title": "网络请求",
    "api": "request"
  },
  {
    "name": "image",
    "title": "图片",
    "api": "chooseImage"
  },
  {
    "name": "device",
    "title": "设备信息",
    "api": "getSystemInfo"
  },
  {
    "name": "sensors",
    "title": "位置与传感",
    "api": "getLocation"
  },
  {
    "name": "clipboard",
    "title": "剪贴板与电话",
    "api": "setClipboardData"
  },
  {
    "name": "query",
    "title": "节点查询",
    "api": "createSelectorQuery"
  },
  {
    "name": "animation",
    "title": "动画",
    "api": "createAnimation"
  },
  {
    "name": "refresh",
    "title": "下拉与滚动",
    "api": "pageScrollTo"
  },
  {
    "name": "login",
    "title": "登录与授权",
    "api": "login"
  },
  {
    "name": "can-i-use",
    "title": "能力检测",
    "api": "canIUse"
  }
]

Page({
  data: { entries },

  open(event) {
    const { name } = event.currentTarget.dataset
    wx.navigateTo({ url: `/api/pages/${name}/index` })
  },

  onShareAppMessage() {
    return { title: 'Peapod 接口', path: '/pages/api/index' }
  },
})
