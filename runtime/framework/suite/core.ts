/**
 * Our `Page`, `Component` and `Behavior` with their component space. They are bundled by themselves, without
 * glass-easel, so that each environment of the adapter's suite can have a copy of its own.
 */

export { definitions } from '../src/core/definitions'
export { installInstanceMethods } from '../src/core/instance-methods'
export { codeSpace, definingAs, env, setUpSpace } from '../src/core/space'
export { prepareTemplate } from '../src/core/template'
