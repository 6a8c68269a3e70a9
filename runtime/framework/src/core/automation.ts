export function callFramework(id: number, method: string, params: string): void {}
