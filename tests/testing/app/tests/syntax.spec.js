test('x', () => {
  const = 3
})
