export let n = 1
export function more() { n += 1 }
