Page({ own() { record('page own') }, host({ target }) { record('page host', target.id) } })
