jimport a, { b as c } from './x'
import * as d from '@/y'
export * from './z'
export default class K { static #p = 1; async *m() { for await (const x of y) yield `t${x}` } }
export const e = async () => (await import('./w')).default ?? /r[/]/u.exec('\u{1F600}')
export { c as f, d }; let { g, ...h } = a?.b; label: for (;;) { break label }
