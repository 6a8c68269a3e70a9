Component({
  created() { record('created, top') },
  attached() { record('attached, top') },
  lifetimes: { attached() { record('attached, lifetimes') } },
})
