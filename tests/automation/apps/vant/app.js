App({ globalData: { name: "vant" } })
