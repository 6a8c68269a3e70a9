const path = require('path')
const automator = require('miniprogram-automator')

describe('the list', () => {
  let miniProgram
  let page

  beforeAll(async () => {
    miniProgram = await automator.launch({ projectPath: path.join(__dirname, '..') })
    page = await miniProgram.reLaunch('/pages/list/list')
    await page.waitFor('#left')
  })

  afterAll(async () => {
    await miniProgram.close()
  })

  const add = async (title) => {
    const input = await page.$('#new')
    await input.input(title)
    await (await page.$('#add')).tap()
  }
  const left = async () => (await page.$('#left')).text()

  it('is empty at first', async () => {
    expect(await left()).toBe('还剩 0 项')
    expect(await page.$$('todo-item')).toHaveLength(0)
    expect(await page.$('.empty')).not.toBeNull()
  })

  it('adds items, the newest first', async () => {
    await add('买菜')
    await add('写信')
    expect(await left()).toBe('还剩 2 项')
    expect(await page.data('shown')).toEqual([
      { id: expect.any(Number), title: '写信', note: '', done: false },
      expect.objectContaining({ title: '买菜' }),
    ])
  })

  it('does not add an empty item', async () => {
    await add('   ')
    expect(await left()).toBe('还剩 2 项')
  })

  it('checks an item off', async () => {
    const [first] = await page.$$('todo-item')
    await (await first.$('.check')).tap()
    expect(await left()).toBe('还剩 1 项')
    expect(await (await first.$('.title')).attribute('class')).toContain('title-done')
  })

  it.each([
    ['all', 2],
    ['active', 1],
    ['done', 1],
  ])('filter %s shows %d', async (key, count) => {
    await (await page.$(`#tab-${key}`)).tap()
    expect(await page.$$('todo-item')).toHaveLength(count)
  })

  it('asks before it clears what is done', async () => {
    await (await page.$('#clear')).tap()
    await miniProgram.native().confirmModal()
    await page.waitFor(async () => (await page.data('finished')) === 0)
    const titles = await miniProgram.evaluate(() => wx.getStorageSync('todos').map((item) => item.title))
    expect(titles).toEqual(['买菜'])
    await miniProgram.screenshot()
  })
})
