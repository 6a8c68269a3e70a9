import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { showToast } from '../src/page/toast'

const shown = () => document.querySelector('wx-page-toast')?.shadowRoot?.querySelector('.title')?.textContent

describe('toast', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    showToast(null)
    vi.useRealTimers()
  })

  it('goes away after its duration, also with the loading icon', () => {
    showToast({ kind: 'toast', title: 'a', icon: 'loading' })
    vi.advanceTimersByTime(1499)
    expect(shown()).toBe('a')
    vi.advanceTimersByTime(1)
    expect(shown()).toBeUndefined()
  })

  it('starts anew with a second toast', () => {
    showToast({ kind: 'toast', title: 'a', duration: 1000 })
    vi.advanceTimersByTime(900)
    showToast({ kind: 'toast', title: 'b', duration: 1000 })
    vi.advanceTimersByTime(900)
    expect(shown()).toBe('b')
  })

  it('keeps loading until it is hidden', () => {
    showToast({ kind: 'loading', title: 'l' })
    vi.advanceTimersByTime(100_000)
    expect(shown()).toBe('l')
    showToast(null)
    expect(shown()).toBeUndefined()
  })
})
