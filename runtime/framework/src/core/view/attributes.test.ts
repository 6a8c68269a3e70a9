import { describe, expect, it } from 'vitest'
import { parseQuery } from '../query'
import { convertRpx, kebab, namesResource, resolvePath } from './attributes'

describe('attributes', () => {
  it('turns rpx into vw', () => {
    expect(convertRpx('width: 750rpx; margin: -.5rpx 1.5RPX')).toBe('width: 100vw; margin: -0.0667vw 0.2vw')
    expect(convertRpx('--rpx: a; background: url(1rpxx.png)')).toBe('--rpx: a; background: url(1rpxx.png)')
  })

  it('spells names in kebab case', () => {
    expect([kebab('formType'), kebab('hover-class'), kebab('src')]).toEqual(['form-type', 'hover-class', 'src'])
  })

  it('resolves relative resources against the file that wrote them', () => {
    const base = 'pages/a/a'
    expect(resolvePath('b.png', base)).toBe('/pages/a/b.png')
    expect(resolvePath('../../img/./b.png', base)).toBe('/img/b.png')
    expect(resolvePath('/b.png', '__plugin__/wx1/parts/a')).toBe('/__plugin__/wx1/b.png')
    expect(resolvePath('b.png', '__plugin__/wx1/parts/a')).toBe('/__plugin__/wx1/parts/b.png')
    for (const path of ['/x.png', 'https://h/x.png', '//h/x.png', 'data:image/png;base64,A', 'wxfile://tmp/x', '']) {
      expect(resolvePath(path, base)).toBe(path)
    }
    expect([namesResource('image', 'src'), namesResource('view', 'src')]).toEqual([true, false])
  })
})

describe('page urls', () => {
  it('keeps values raw', () => {
    expect(parseQuery('/pages/a/a?x=%20&y&z=a=b?c#h')).toEqual({
      path: 'pages/a/a',
      query: { x: '%20', y: '', z: 'a=b?c' },
    })
    expect(parseQuery('')).toEqual({ path: '', query: {} })
  })
})
