Page({ go(method, url) { wx[method]({ url, success: () => record('ok'), fail: (it) => record(it.errMsg), complete: () => record('complete') }) } })
