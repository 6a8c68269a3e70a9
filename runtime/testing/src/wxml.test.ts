import { describe, expect, it } from 'vitest'
import { drawn, indented } from './wxml'

describe('indented', () => {
  it('has a line for each element, and short texts on it', () => {
    const wxml = '<page><view class="a"><text>one</text><view></view></view><image src="x"></image>loose</page>'
    expect(indented(wxml).split('\n')).toEqual([
      '<page>',
      '  <view class="a">',
      '    <text>one</text>',
      '    <view></view>',
      '  </view>',
      '  <image src="x"></image>',
      '  loose',
      '</page>',
    ])
  })

  it('is not confused by more ends than starts', () => {
    expect(indented('</a></b>text')).toBe('</a>\n</b>\ntext')
  })
})

describe('drawn', () => {
  it('is an SVG that shows the tree as text', () => {
    const svg = drawn('pages/a/a\n<page a="1">')
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="375" height="60">/)
    expect(svg).toContain('>&lt;page a="1"></text>')
  })
})
