import { describe, expect, it } from 'vitest'
import { boolean, coerce, number, oneOf, string } from '../src/components/attributes'
import { parseHtml } from '../src/components/rich-text'
import { stepStyles } from '../src/core/animation-export'
import { toKeyframe } from '../src/core/keyframes'
import { catches, chainListens, listens, setListener } from '../src/core/listeners'
import type { PageElement } from '../src/core/node'
import { crosses } from '../src/core/observers'
import { matchesMedia } from '../src/core/queries'
import { resolve } from '../src/core/resources'
import { applyScheme } from '../src/core/styles'

describe('resources', () => {
  it.each([
    ['/images/a.png', '/_pkg/images/a.png'],
    ['images/图 1.png', '/_pkg/images/%E5%9B%BE%201.png'],
    ['/a%20b.png', '/_pkg/a%20b.png'],
    ['wxfile://tmp/x.jpg', '/_file/wxfile%3A%2F%2Ftmp%2Fx.jpg'],
    ['https://e.com/a.png', 'https://e.com/a.png'],
    ['//e.com/a.png', 'https://e.com/a.png'],
    ['data:image/png;base64,AA', 'data:image/png;base64,AA'],
    ['', ''],
  ])('%s', (source, url) => {
    expect(resolve(source)).toBe(url)
  })

  it('takes no value that is not text', () => {
    expect(resolve(undefined)).toBe('')
    expect(resolve({})).toBe('')
  })
})

describe('attribute values', () => {
  it('coerces', () => {
    expect(coerce(number(5), '20px')).toBe(20)
    expect(coerce(number(5), 'x')).toBe(5)
    expect(coerce(boolean(true), false)).toBe(false)
    expect(coerce(boolean(true), null)).toBe(true)
    expect(coerce(boolean(), 'false')).toBe(true)
    expect(coerce(string('a'), 3)).toBe('3')
    expect(coerce(oneOf(['a', 'b']), 'c')).toBe('a')
  })
})

describe('animations', () => {
  it('turns a step of createAnimation into styles', () => {
    const animates = [
      { type: 'rotate', args: [45] },
      { type: 'translate', args: [10, '20%'] },
      { type: 'scale', args: [2, 2] },
      { type: 'rotate3d', args: [1, 0, 0, 30] },
      { type: 'style', args: ['backgroundColor', 'red'] },
    ]
    expect(stepStyles({ animates, option: { transformOrigin: '0 0' } })).toEqual({
      transform: 'rotate(45deg) translate(10px,20%) scale(2,2) rotate3d(1,0,0,30deg)',
      'background-color': 'red',
      'transform-origin': '0 0',
    })
  })

  it('turns a keyframe of this.animate into one of the platform', () => {
    expect(toKeyframe({ offset: 0.5, ease: 'ease-in', scale: [2, 3], rotate: 90, left: 10, opacity: 0.5 })).toEqual({
      offset: 0.5,
      easing: 'ease-in',
      transform: 'rotate(90deg) scale(2,3)',
      left: '10px',
      opacity: 0.5,
    })
  })
})

describe('observers', () => {
  it('knows when a threshold lies between two ratios', () => {
    expect(crosses(0, 0.3, [0.5])).toBe(false)
    expect(crosses(0, 0.5, [0.5])).toBe(true)
    expect(crosses(0.8, 0.2, [0.5])).toBe(true)
  })

  it('matches media descriptors', () => {
    expect(matchesMedia({ minWidth: 300, maxWidth: 400, orientation: 'portrait' }, 375, 600)).toBe(true)
    expect(matchesMedia({ width: 300 }, 375, 600)).toBe(false)
    expect(matchesMedia({ orientation: 'landscape' }, 375, 600)).toBe(false)
  })
})

describe('themes', () => {
  it('puts the theme in for the media feature', () => {
    const css = '@media ( prefers-color-scheme : dark ){a{}} @media (prefers-color-scheme: light){b{}}'
    expect(applyScheme(css, 'dark')).toBe('@media (min-width:0px){a{}} @media (max-width:0px) and (min-width:1px){b{}}')
  })
})

describe('listener table', () => {
  const element = () => document.createElement('div') as PageElement
  const CATCH = 2 << 1
  it('keeps phases and catch levels apart', () => {
    const node = element()
    setListener(node, 'tap', 0)
    expect(listens(node, 'tap')).toBe(true)
    expect(catches(node, 'tap')).toBe(false)
    expect(setListener(node, 'tap', CATCH | 1)).toBe(true)
    expect(catches(node, 'tap')).toBe(true)
    setListener(node, 'tap', 1 | 8)
    expect(catches(node, 'tap')).toBe(false)
    expect(listens(node, 'tap')).toBe(true)
    setListener(node, 'tap', 8)
    expect(listens(node, 'tap')).toBe(false)
  })

  it('looks along the ancestors, through containers drawn elsewhere', () => {
    const owner = element()
    const layer = element()
    const inner = element()
    layer.$owner = owner
    layer.append(inner)
    setListener(owner, 'touchmove', 0)
    expect(chainListens(inner, 'touchmove')).toBe(true)
    expect(chainListens(inner, 'touchstart')).toBe(false)
  })
})

describe('rich text', () => {
  it('reads HTML into nodes', () => {
    expect(parseHtml('<p class="a">x<br></p>')).toEqual([
      { name: 'p', attrs: { class: 'a' }, children: [{ type: 'raw', text: 'x' }, { name: 'br', attrs: {}, children: [] }] },
    ])
  })
})
