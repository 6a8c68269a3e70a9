import { describe, expect, it } from 'vitest'
import { cropOf } from './camera-picture'

describe('a frame', () => {
  it('is the middle of the picture, in the shape that is wanted', () => {
    expect(cropOf([400, 200], [100, 100])).toEqual([100, 0, 200, 200])
    expect(cropOf([100, 300], [200, 200])).toEqual([0, 100, 100, 100])
    expect(cropOf([288, 352], [288, 352])).toEqual([0, 0, 288, 352])
  })
})
