import { readFileSync } from 'fs'
import { join } from 'path'
import automator from 'miniprogram-automator'
import { steps } from './steps'

interface Row {
  id: number
  tags: string[]
}

const row = (): Row => ({ id: 1, tags: ['a'] })

describe('matchers', () => {
  test('of values', () => {
    expect(row()).toEqual({ id: expect.any(Number), tags: expect.arrayContaining(['a']) })
    expect(row()).toStrictEqual({ id: 1, tags: ['a'] })
    expect(row()).toMatchObject({ id: 1 })
    expect(row()).toHaveProperty('tags[0]', 'a')
    expect([row()]).toContainEqual({ id: 1, tags: ['a'] })
    expect([1, 2]).toHaveLength(2)
    expect('abc').toMatch(/b/)
    expect(0.1 + 0.2).toBeCloseTo(0.3)
    expect(2).toBeGreaterThan(1)
    expect(null).toBeNull()
    expect(() => JSON.parse('{')).toThrow(SyntaxError)
  })

  test('of promises', async () => {
    await expect(Promise.resolve(3)).resolves.toBe(3)
    await expect(Promise.reject(new TypeError('bad'))).rejects.toThrow('bad')
  })

  test('of calls', () => {
    const add = jest.fn((a: number, b: number) => a + b)
    expect(add(1, 2)).toBe(3)
    expect(add).toHaveBeenCalledTimes(1)
    expect(add).toHaveBeenCalledWith(1, expect.anything())
    expect(add.mock.calls).toEqual([[1, 2]])
  })

  test('of snapshots', () => {
    expect(row()).toMatchSnapshot()
    expect(row()).toMatchSnapshot('again')
    expect(row()).toMatchInlineSnapshot(`
      {
        "id": 1,
        "tags": [
          "a",
        ],
      }
    `)
  })
})

describe('modules', () => {
  test('of the project, of Node, and text files', () => {
    expect(steps).toEqual(['tap'])
    expect(JSON.parse(readFileSync(join(__dirname, '../app.json'), 'utf8')).pages).toEqual(['pages/home/home'])
    expect(require('@jest/globals').expect).toBe(expect)
  })
})

describe('hooks', () => {
  const order: string[] = []
  beforeAll(() => order.push('beforeAll'))
  beforeEach(() => order.push('outer'))
  afterEach((done) => {
    order.push('after')
    setTimeout(done, 1)
  })
  describe('inner', () => {
    beforeEach(async () => order.push('inner'))
    it('runs first', () => order.push('first'))
    it('runs second', (done) => {
      expect(order).toEqual(['beforeAll', 'outer', 'inner', 'first', 'after', 'outer', 'inner'])
      done()
    })
  })
  it.each`
    a    | b    | sum
    ${1} | ${2} | ${3}
    ${2} | ${2} | ${4}
  `('$a + $b', ({ a, b, sum }) => {
    expect(a + b).toBe(sum)
  })
})

describe('the client', () => {
  it('connects to a mini-program that somebody else started', async () => {
    const endpoint = process.env.TEST_ENDPOINT
    if (!endpoint) return
    const other = await automator.connect({ wsEndpoint: endpoint })
    expect((await other.currentPage()).path).toBe('pages/home/home')
    other.disconnect()
  })

  it('hears the console, exceptions and bindings', async () => {
    const said: unknown[] = []
    miniProgram.on('console', (entry) => said.push(entry.args))
    await miniProgram.evaluate((word) => console.log(word, [1]), 'hello')
    await miniProgram.exposeFunction('tell', (word: string) => said.push(word))
    await miniProgram.evaluate(() => tell('bound'))
    const page = await miniProgram.currentPage()
    await page.waitFor(() => said.length === 2)
    expect(said).toEqual([['hello', [1]], 'bound'])
  })

  it('drives elements', async () => {
    const page = await miniProgram.reLaunch('/pages/home/home')
    const count = await page.$('#count')
    expect(count).toBeInstanceOf(automator.Element)
    await count.tap()
    expect(await count.text()).toBe('1')
    expect(await page.$('#nothing')).toBeNull()
    expect(await page.$('#count')).toBe(count)
    await page.setData({ count: 7 })
    expect(await count.outerWxml()).toBe('<view id="count">7</view>')
  })
})
