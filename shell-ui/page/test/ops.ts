import { Op, type OpArgs, type OpName } from '../src/protocol'

/** One message of the page. */
export type Sent = [tag: string, ...args: unknown[]]

/** One operation with its opcode. */
export function op<N extends OpName>(name: N, ...args: OpArgs[N]): unknown[] {
  return [Op[name], ...args]
}

/** The function that the host makes of a WXS module's code; see `wxs` in page_host/script.rs. */
export function wxsSource(code: string): string {
  return `function(scope){with(scope){return function(require,exports,module){"use strict";${code}\n}}}`
}
