Page({
  onLoad() {
    const circle = { name: 'circle' }
    circle.self = circle
    console.log('corpus', circle, undefined, null, Symbol('s'), 1n, () => {})
    console.debug('d'), console.info('i'), console.warn('w %s', 'x'), console.group('g'), console.groupEnd(), console.table([1]), console.time && console.time('t'), console.timeEnd && console.timeEnd('t')
    record('survived')
  },
})
