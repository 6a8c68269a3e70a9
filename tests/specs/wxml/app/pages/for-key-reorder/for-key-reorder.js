let made = 0
global.nextStamp = () => ++made
Page({ data: { list: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }, onLoad() { made = made % 3 } })
