App({
  /** Keeps the logic busy until the battery is that full: what is on the screen meanwhile is not its doing. */
  busyUntil(level) {
    while (wx.getBatteryInfoSync().level !== level);
  },
})
