Page({ heard(e) { record(e.type, e.detail) } })
