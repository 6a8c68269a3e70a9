Page({ data: { size: '20px', pageSize: '30px', back: '#0000ff', root: '#ff0000', style: 'color: #008000' } })
