export type Shape = { kind: 'square'; size: number } | { kind: 'none' }
export interface Named { name: string }
export function area(shape: Shape): number | undefined {
  return shape.kind === 'square' ? shape.size ** 2 : undefined
}
