const refused = (run) => {
  try {
    run()
    return 'ran'
  } catch (error) {
    return error.name
  }
}
Page({
  globals() {
    return {
      same: global === globalThis && Function('return this')() === globalThis,
      config: [typeof __wxConfig, __wxConfig.pages[0], typeof __wxConfig.envVersion].join(),
      browser: [typeof window, typeof document, typeof navigator, typeof localStorage].join(),
      node: [typeof process, typeof Buffer, typeof setImmediate].join(),
      timers: [typeof setTimeout, typeof setInterval, typeof clearTimeout, typeof clearInterval].join(),
      web: [typeof URL, typeof URLSearchParams, typeof TextEncoder, typeof fetch].join(),
      es: [typeof Promise.allSettled, typeof structuredClone, typeof WeakRef, typeof BigInt, typeof queueMicrotask].join(),
    }
  },
  text() {
    return [refused(() => eval('1')), refused(() => new Function('return 1')), refused(() => Function('a', 'return a')),
      refused(() => (async () => {}).constructor('return 1')), refused(() => setTimeout('1', 0))]
  },
  intl() {
    const date = new Date(2024, 1, 3, 14, 5, 9)
    return {
      number: [(1234567.891).toLocaleString(), (1234.5).toLocaleString('zh-CN', { minimumFractionDigits: 2 }), (0.256).toLocaleString('en-US', { style: 'percent' })],
      currency: [new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' }).format(1234.5), (-5).toLocaleString('en-US', { style: 'currency', currency: 'USD' })],
      date: [date.toLocaleDateString('zh-CN'), date.toLocaleTimeString('zh-CN', { hour12: false }), date.toLocaleDateString('en-US'), date.toLocaleString('zh-CN', { hour12: false })],
      long: new Intl.DateTimeFormat('zh-CN', { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }).format(date),
      zone: typeof new Intl.DateTimeFormat().resolvedOptions().timeZone,
      utc: new Intl.DateTimeFormat('en-US', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(0)),
    }
  },
})
