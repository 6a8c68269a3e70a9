import { describe, expect, it } from 'vitest'
import { between, date, labels, type PickerAttributes, pickerParams, time } from './picker-params'

const base: PickerAttributes = { mode: 'selector', headerText: '', range: [], rangeKey: '', value: undefined, start: '', end: '', fields: 'day', level: 'region', customItem: '' }
const params = (attributes: Partial<PickerAttributes>) => pickerParams({ ...base, ...attributes }, '2024-02-29', '09:05')

describe('values', () => {
  it('reads times', () => {
    expect(time('9:5')).toBe('09:05')
    expect(time('23:59')).toBe('23:59')
    expect(['24:00', '1:60', '', undefined, 'x'].map(time)).toEqual(['', '', '', '', ''])
  })

  it('reads dates that exist', () => {
    expect(date('2024-2-9')).toBe('2024-02-09')
    expect(date('2024/12/31')).toBe('2024-12-31')
    expect(date('2024')).toBe('2024-01-01')
    expect(['2023-02-29', '2023-13-01', 'x', null].map(date)).toEqual(['', '', '', ''])
    expect(date('2024-02-29')).toBe('2024-02-29')
  })

  it('keeps a value between its ends', () => {
    expect(between('10:00', '09:00', '17:30')).toBe('10:00')
    expect(between('08:59', '09:00', '')).toBe('09:00')
    expect(between('18:00', '', '17:30')).toBe('17:30')
  })

  it('reads labels', () => {
    expect(labels([{ n: 1 }, { n: '二' }, {}], 'n')).toEqual(['1', '二', ''])
    expect(labels([1, 'b', null], '')).toEqual(['1', 'b', ''])
    expect(labels('abc', '')).toEqual([])
  })
})

describe('params for the shell', () => {
  it('selector', () => {
    expect(params({ range: ['a', 'b'], value: '1', headerText: '选' })).toEqual({ mode: 'selector', headerText: '选', range: ['a', 'b'], value: 1 })
    expect(params({ range: ['a'], value: 7 })).toMatchObject({ value: 0 })
  })

  it('multiSelector', () => {
    expect(params({ mode: 'multiSelector', range: [[{ n: 'a' }], [{ n: 'x' }, { n: 'y' }]], rangeKey: 'n', value: [0, 1] })).toEqual({
      mode: 'multiSelector',
      range: [['a'], ['x', 'y']],
      value: [0, 1],
    })
    expect(params({ mode: 'multiSelector', range: [['a'], ['x']], value: null })).toMatchObject({ value: [0, 0] })
  })

  it('time and date fall back to now', () => {
    expect(params({ mode: 'time', start: '10:00' })).toMatchObject({ value: '10:00' })
    expect(params({ mode: 'time' })).toMatchObject({ value: '09:05' })
    expect(params({ mode: 'date' })).toMatchObject({ value: '2024-02-29', fields: 'day' })
    expect(params({ mode: 'date', fields: 'month', value: '2020-05-03', end: '2019-12-01' })).toMatchObject({ value: '2019-12', end: '2019-12' })
    expect(params({ mode: 'date', fields: 'year', value: '2020' })).toMatchObject({ value: '2020' })
  })

  it('region', () => {
    expect(params({ mode: 'region', value: ['广东省', '广州市', '海珠区'], customItem: '全部' })).toEqual({
      mode: 'region',
      level: 'region',
      customItem: '全部',
      value: ['广东省', '广州市', '海珠区'],
    })
  })
})
