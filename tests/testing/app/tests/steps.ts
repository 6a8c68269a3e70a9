export const steps: string[] = ['tap']
