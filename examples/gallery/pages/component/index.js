const entries = [
  {
    "name": "view",
    "title": "视图容器",
    "api": "view"
  },
  {
    "name": "text",
    "title": "文本",
    "api": "text"
  },
  {
    "name": "image",
    "title": "图片",
    "api": "image"
  },
  {
    "name": "button",
    "title": "按钮",
    "api": "button"
  },
  {
    "name": "scroll-view",
    "title": "滚动视图",
    "api": "scroll-view"
  },
  {
    "name": "swiper",
    "title": "滑块轮播",
    "api": "swiper"
  },
  {
    "name": "input",
    "title": "输入框",
    "api": "input"
  },
  {
    "name": "textarea",
    "title": "多行输入",
    "api": "textarea"
  },
  {
    "name": "form",
    "title": "表单",
    "api": "form"
  },
  {
    "name": "choices",
    "title": "单选、多选与开关",
    "api": "checkbox"
  },
  {
    "name": "slider",
    "title": "滑动选择器",
    "api": "slider"
  },
  {
    "name": "picker",
    "title": "选择器",
    "api": "picker"
  },
  {
    "name": "picker-view",
    "title": "嵌入页面的选择器",
    "api": "picker-view"
  },
  {
    "name": "navigator",
    "title": "页面链接",
    "api": "navigator"
  },
  {
    "name": "icon",
    "title": "图标与进度",
    "api": "icon"
  },
  {
    "name": "rich-text",
    "title": "富文本",
    "api": "rich-text"
  },
  {
    "name": "slot",
    "title": "自定义组件与插槽",
    "api": "slot"
  },
  {
    "name": "template",
    "title": "模板与列表渲染",
    "api": "template"
  },
  {
    "name": "canvas",
    "title": "画布",
    "api": "canvas"
  },
  {
    "name": "web-view",
    "title": "网页",
    "api": "web-view"
  }
]

Page({
  data: { entries },

  open(event) {
    const { name } = event.currentTarget.dataset
    wx.navigateTo({ url: `/component/pages/${name}/index` })
  },

  onShareAppMessage() {
    return { title: 'Peapod 组件', path: '/pages/component/index' }
  },
})
