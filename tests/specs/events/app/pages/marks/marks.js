Page({ data: { list: [1] }, tap({ mark }) { record(Object.keys(mark).sort().map((key) => [key, mark[key]])) } })
