class A {
  static made = 0
  #secret = 1
  static { A.made = 5 }
  get secret() { return this.#secret }
  has(other) { return #secret in other }
}
async function* numbers() { yield 1; yield 2 }
Page({
  async onLoad() {
    const o = { a: { b: null } }
    o.a.b ??= 7
    let sum = 0
    for await (const n of numbers()) sum += n
    const { a, ...rest } = { a: 1, x: 2, y: 3 }
    record(o?.a?.b, o.none?.(), new A().secret, new A().has(new A()), A.made, 1_000, 2 ** 10, sum, rest, [1, 2, 3].at(-1), Object.fromEntries([['k', 'v']]), 'aXbX'.replaceAll('X', '-'), 10n ** 2n === 100n)
  },
})
