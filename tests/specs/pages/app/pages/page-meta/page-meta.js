Page({ data: { title: 'from the template', colour: '#112233', text: 'red' } })
