interface Answer {
  items: string[]
}

export function firstOf(answer: Answer | null): string {
  // The map leads from the compiled file, which has no types, back to here.
  return (answer as Answer).items[0] ?? ''
}
