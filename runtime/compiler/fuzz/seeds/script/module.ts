timport type { T } from './t'
enum E { A = 1, B }
export abstract class C<T extends object = {}> implements I { constructor(private readonly x?: T) {} m(this: C<T>): asserts x is T { return <any>x! } }
namespace N { export const a = 1 }
declare module 'm' { } export const s = { a: 1 } satisfies Record<string, number> as const
