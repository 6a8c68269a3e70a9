const KEY = 'todos'

/** All items, the newest first. */
export const all = () => wx.getStorageSync(KEY) || []

const save = (items) => {
  wx.setStorageSync(KEY, items)
  return items
}

export const find = (id) => all().find((item) => item.id === id)

export const add = (title) => save([{ id: Date.now(), title, note: '', done: false }, ...all()])

export const change = (id, fields) => save(all().map((item) => (item.id === id ? { ...item, ...fields } : item)))

export const remove = (id) => save(all().filter((item) => item.id !== id))

export const clearDone = () => save(all().filter((item) => !item.done))
