/** Bits of an id that say where in its block the node is. */
const BITS = 8
const SIZE = 1 << BITS

interface Block<Node> {
  readonly nodes: (Node | undefined)[]
  count: number
}

/**
 * Nodes by id, where ids are counted up and released in any order. A `Map` will not do: QuickJS hashes
 * small integers by the bits of their doubles, so that thousands of them share a few buckets.
 */
export class NodeTable<Node> {
  #blocks: (Block<Node> | undefined)[] = []

  get(id: number): Node | undefined {
    return this.#blocks[id >>> BITS]?.nodes[id & (SIZE - 1)]
  }

  /** The id must be new. */
  add(id: number, node: Node): void {
    let block = this.#blocks[id >>> BITS]
    if (block === undefined) {
      block = { nodes: [], count: 0 }
      this.#blocks[id >>> BITS] = block
    }
    block.nodes[id & (SIZE - 1)] = node
    block.count += 1
  }

  delete(id: number): void {
    const block = this.#blocks[id >>> BITS]
    const at = id & (SIZE - 1)
    if (block?.nodes[at] === undefined) return
    block.nodes[at] = undefined
    block.count -= 1
    if (block.count === 0) this.#blocks[id >>> BITS] = undefined
  }

  *values(): Iterable<Node> {
    for (const block of this.#blocks) {
      for (const node of block?.nodes ?? []) if (node !== undefined) yield node
    }
  }

  clear(): void {
    this.#blocks = []
  }
}
