import { schedule } from '../core/schedule'

const root = document.documentElement
let own = ''

const job = {
  update() {
    const page = document.querySelector('wx-page')
    if (page === null || own !== '') return
    const { backgroundColor } = getComputedStyle(page)
    const clear = backgroundColor === 'transparent' || backgroundColor === 'rgba(0, 0, 0, 0)'
    root.style.backgroundColor = clear ? '' : backgroundColor
  },
}

/**
 * The colour of `page` fills the whole canvas, as that of a body does: content that is taller than
 * `page { height: 100% }` must not stand on white. Called when a style sheet or the page's own class or
 * style may have changed it.
 */
export function backgroundChanged(): void {
  schedule(job)
}

/** page-meta's `root-background-color`; an empty one leaves the canvas to the page. */
export function setRootBackground(color: string): void {
  own = color
  root.style.backgroundColor = color
  backgroundChanged()
}
