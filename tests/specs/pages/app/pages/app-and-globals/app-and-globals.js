Page({ onLoad() { const app = getApp(); app.counter = (app.counter || 0) + 1; record(typeof app.onError, app.counter > 0, app === getApp()) } })
