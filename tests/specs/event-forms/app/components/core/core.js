Component({
  methods: {
    raise() {
      this.triggerEvent('quiet')
      this.triggerEvent('loud', {}, { bubbles: true })
      this.triggerEvent('far', {}, { bubbles: true, composed: true, capturePhase: true })
    },
  },
})
