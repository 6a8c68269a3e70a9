Page({ data: { v: '' }, upper({ detail }) { record(detail.value); return detail.value.toUpperCase() } })
