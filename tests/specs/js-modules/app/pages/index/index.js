import Box, { Unit, Length } from '../../library/mixed'
import * as star from '../../library/star'
import named, { count } from '../../library/star'
import run from '../../library/default-function'
import settings from '../../library/settings.json'
import { mjs } from '../../library/esm.mjs'
const legacy = require('../../library/legacy')
const json = require('../../library/settings')

Page({
  results() {
    const before = star.counter
    count()
    return {
      box: new Box('v').get() + new Box(1).label,
      unit: [Unit.Foot, Length.unit].join(),
      star: [typeof star.total, star.everything.Unit.Metre, star.counter - before, typeof star.Box].join(),
      noDefault: String(named),
      run: run(),
      settings: settings.name + json.list.length,
      mjs,
      legacy: legacy.add(1, 2),
      cycle: require('/library/a').late,
      alias: [require('~/library/folder'), require('@util/deep')].join(),
      app: getApp().data.total,
      plain: require('plain-dep').name,
      file: require('plain-dep/lib/other').name,
      scope: require('@scope/dist-dep').name,
      built: require('built-dep').name,
      nested: require('nested-dep').name,
    }
  },
  missing(name) {
    try {
      require(name)
      return 'found'
    } catch (error) {
      return error.message
    }
  },
})
