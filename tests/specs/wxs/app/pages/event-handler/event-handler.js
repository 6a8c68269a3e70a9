Page({ heard(detail) { record(detail) } })
