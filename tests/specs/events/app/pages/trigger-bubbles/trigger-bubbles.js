Page({ data: { options: { bubbles: true } }, page({ target }) { record('page', target.id) } })
