describe('failures', () => {
  test('show what differs', () => {
    expect({ a: 1, b: ['x'] }).toEqual({ a: 1, b: ['y'] })
  })

  test('of calls of the client lead to the call', async () => {
    const page = await miniProgram.currentPage()
    await page.callMethod('nothing')
  })

  test('after too long', async () => {
    await new Promise(() => {})
  }, 50)

  test('of announced assertions', () => {
    expect.assertions(2)
    expect(1).toBe(1)
  })

  test.skip('are not those of skipped tests', () => expect(1).toBe(2))
  test.todo('or of tests to be written')
})

describe('a broken hook', () => {
  beforeAll(() => {
    throw new Error('no start')
  })
  test('fails its tests', () => {})
})
