const files = wx.getFileSystemManager()
const path = `${wx.env.USER_DATA_PATH}/note.txt`

Page({
  data: { message: '' },
  say(message) { this.setData({ message }) },
  attempt(action) {
    try {
      this.say(action())
    } catch (error) {
      this.say(error.message)
    }
  },
  write() {
    this.attempt(() => {
      files.writeFileSync(path, `写于 ${new Date().toISOString()}`, 'utf8')
      return `已写入 ${path}`
    })
  },
  read() { this.attempt(() => files.readFileSync(path, 'utf8')) },
  list() { this.attempt(() => files.readdirSync(wx.env.USER_DATA_PATH).join('\n') || '空目录') },
  remove() {
    this.attempt(() => {
      files.unlinkSync(path)
      return '已删除'
    })
  },
})
