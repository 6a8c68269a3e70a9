import { fail } from '../../library/fail'

interface Unused {
  some: string
  lines: number
}

Page({
  inTimer() {
    setTimeout(() => {
      throw new Error('in a timer')
    }, 0)
  },
  async inAsync() {
    await Promise.resolve()
    await new Promise<void>((resolve) => setTimeout(resolve, 1))
    fail('in async code')
  },
  inCallback() {
    wx.getStorage({
      key: 'none',
      complete() {
        throw new Error('in a callback')
      },
    })
  },
})
