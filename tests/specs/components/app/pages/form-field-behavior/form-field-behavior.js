Page({ submit({ detail }) { record(detail.value) } })
