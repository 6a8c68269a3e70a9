Page({ data: { n: 0 }, onLoad() { this.setUpdatePerformanceListener({ withDataPaths: true }, (it) => record(typeof it.updateProcessId, it.dataPaths)) } })
