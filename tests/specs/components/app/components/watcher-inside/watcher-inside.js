Component({
  data: { top: 0 },
  lifetimes: {
    ready() {
      this.observer = this.createIntersectionObserver({ thresholds: [0, 0.5] })
      this.observer.relativeTo('.box').observe('.target', (found) => {
        record(`${found.dataset.who} ${found.intersectionRatio} of ${found.relativeRect.bottom - found.relativeRect.top}`)
      })
    },
    detached() { this.observer.disconnect() },
  },
})
