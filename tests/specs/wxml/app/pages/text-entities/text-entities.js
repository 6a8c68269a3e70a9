Page({ data: { data: '&lt;b&gt; <i>' } })
