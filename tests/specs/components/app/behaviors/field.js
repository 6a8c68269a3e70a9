module.exports = Behavior({ properties: { name: String } })
