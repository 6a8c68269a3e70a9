export const mjs = 'mjs'
