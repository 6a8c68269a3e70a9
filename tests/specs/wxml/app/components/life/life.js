Component({
  lifetimes: {
    created() { record('created') },
    attached() { record('attached') },
    detached() { record('detached') },
  },
})
