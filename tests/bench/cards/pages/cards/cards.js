const CARDS = 100
const ROUNDS = 40

const cards = (round) => Array.from({ length: CARDS }, (_, id) => ({
  id,
  title: `card ${id} of round ${round}`,
  price: (id * 7 + round) % 100,
  tags: ['new', 'hot', 'sale'],
  on: (id + round) % 3 === 0,
}))

Page({
  data: { cards: cards(0) },

  /** Milliseconds for 40 setData of all cards, each in a turn of its own, until the last is laid out. */
  rounds() {
    const start = Date.now()
    return new Promise((resolve) => {
      const next = (round) => {
        if (round <= ROUNDS) {
          this.setData({ cards: cards(round) })
          setTimeout(next, 0, round + 1)
          return
        }
        wx.createSelectorQuery().selectAll('.card').boundingClientRect((rects) => {
          resolve({ ms: Date.now() - start, cards: rects.length })
        }).exec()
      }
      next(1)
    })
  },
})
