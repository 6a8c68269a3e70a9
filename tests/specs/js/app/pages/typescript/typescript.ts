import { Shape, area, type Named } from './shapes'
interface Data { total: number; names: string[] }
enum Level { Low = 1, High }
class Counter<T extends Named> {
  private items: T[] = []
  constructor(readonly start: number) {}
  add(item: T): this { this.items.push(item); return this }
  get names(): string[] { return this.items.map((it) => it.name) }
}
Page<Data, Record<string, unknown>>({
  data: { total: 0, names: [] } as Data,
  onLoad() {
    const counter = new Counter<Named>(3).add({ name: 'x' })
    record(area({ kind: 'square', size: 2 } as Shape)!, Level.High, Level[1], counter.start, counter.names satisfies string[])
  },
})
