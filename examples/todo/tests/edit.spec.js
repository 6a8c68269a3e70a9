// `miniProgram` is the project under test; it starts when a spec first asks for it.

const ITEM = { id: 1, title: '买菜', note: '', done: false }

beforeEach(async () => {
  await miniProgram.callWxMethod('setStorageSync', 'todos', [ITEM])
})

async function open() {
  await miniProgram.reLaunch('/pages/list/list')
  return miniProgram.navigateTo(`/pages/edit/edit?id=${ITEM.id}`)
}

test('shows the item', async () => {
  const page = await open()
  expect(page.path).toBe('pages/edit/edit')
  expect(page.query).toEqual({ id: '1' })
  expect(await page.data('item')).toMatchObject(ITEM)
  expect(await (await page.$('#title')).value()).toBe('买菜')
})

test('saves a note and goes back', async () => {
  const page = await open()
  await (await page.$('#note')).input('给外婆')
  await (await page.$('#save')).tap()
  await page.waitFor(async () => (await miniProgram.currentPage()).path === 'pages/list/list')
  expect(await miniProgram.callWxMethod('getStorageSync', 'todos')).toEqual([{ ...ITEM, note: '给外婆' }])
})

test('refuses an empty title', async () => {
  const toasts = []
  await miniProgram.exposeFunction('onToast', (options) => toasts.push(options.title))
  await miniProgram.mockWxMethod('showToast', function (options) {
    onToast(options)
    return this.origin(options)
  })
  const page = await open()
  await (await page.$('#title')).input(' ')
  await (await page.$('#save')).tap()
  await page.waitFor(() => toasts.length > 0)
  expect(toasts).toEqual(['标题不能为空'])
  await miniProgram.restoreWxMethod('showToast')
})

test('removes the item once that is confirmed', async () => {
  const page = await open()
  await miniProgram.mockWxMethod('showModal', { confirm: true, cancel: false })
  await (await page.$('#remove')).tap()
  await page.waitFor(async () => (await miniProgram.currentPage()).path === 'pages/list/list')
  expect(await miniProgram.callWxMethod('getStorageSync', 'todos')).toEqual([])
})
