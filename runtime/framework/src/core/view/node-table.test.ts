import { expect, it } from 'vitest'
import { NodeTable } from './node-table'

it('finds what was added until it is deleted', () => {
  const table = new NodeTable<string>()
  for (let id = 1; id <= 1000; id += 1) table.add(id, `node ${id}`)
  expect([table.get(1), table.get(256), table.get(1000)]).toEqual(['node 1', 'node 256', 'node 1000'])
  expect([table.get(0), table.get(1001), table.get(5000), table.get(-1)]).toEqual([undefined, undefined, undefined, undefined])
  for (let id = 256; id <= 511; id += 1) table.delete(id)
  table.delete(300)
  table.delete(9999)
  expect([table.get(255), table.get(256), table.get(511), table.get(512)]).toEqual(['node 255', undefined, undefined, 'node 512'])
  table.add(300, 'again')
  expect(table.get(300)).toBe('again')
  expect([...table.values()]).toHaveLength(1000 - 256 + 1)
  table.clear()
  expect(table.get(1)).toBeUndefined()
})

it('takes ids that come after a gap', () => {
  const table = new NodeTable<string>()
  table.add(700, 'first')
  expect([table.get(700), table.get(699)]).toEqual(['first', undefined])
  expect([...table.values()]).toEqual(['first'])
})
