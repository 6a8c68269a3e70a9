const { word } = require('../util/word')
Component({
  properties: { name: String },
  data: { word },
  methods: {
    say() {
      this.triggerEvent('hi', { text: `${word} from the plugin` })
    },
  },
})
