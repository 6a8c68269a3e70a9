const cities = () => ['重庆', '上海', 'b', '北京', 'B', '阿城', 'a', '10', '9']
Page({
  order(...args) { return cities().sort((a, b) => a.localeCompare(b, ...args)).join() },
  collated(...args) { return cities().sort(new Intl.Collator(...args).compare).join() },
})
