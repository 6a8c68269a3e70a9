export default () => 'default'
export const named = 'named'
const inner = 'other'
export { inner as other }
