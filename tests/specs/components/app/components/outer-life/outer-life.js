Component({
  lifetimes: {
    created() { record('created outer') },
    attached() { record('attached outer') },
    ready() { record('ready outer') },
    detached() { record('detached outer') },
  },
})
