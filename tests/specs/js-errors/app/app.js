App({
  errors: [],
  onError(text) {
    this.errors.push(text)
  },
  onUnhandledRejection({ reason }) {
    this.errors.push('rejected ' + reason.message)
  },
})
