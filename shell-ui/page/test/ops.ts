import { Op, type OpArgs, type OpName } from '../src/protocol'

/** One message of the page. */
export type Sent = [tag: string, ...args: unknown[]]

/** One operation with its opcode. */
export function op<N extends OpName>(name: N, ...args: OpArgs[N]): unknown[] {
  return [Op[name], ...args]
}
