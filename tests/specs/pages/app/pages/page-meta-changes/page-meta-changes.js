Page({ data: { size: '20px', bg: '#ffeedd', title: 'one', front: '#ffffff', busy: false } })
