'use strict'
const strict = (function () { return this === undefined })()
Page({ onLoad() { record(strict, typeof this.setData) } })
