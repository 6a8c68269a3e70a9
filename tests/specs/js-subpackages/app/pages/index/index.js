Page({
  callback(path) {
    return new Promise((resolve) => require(path, (found) => resolve(found.name), (failure) => resolve(failure)))
  },
  promised(path) {
    return require.async(path).then((found) => found.name, (failure) => failure)
  },
  direct(path) {
    try {
      return require(path).name
    } catch (error) {
      return error.message
    }
  },
})
