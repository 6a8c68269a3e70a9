/** What a view says to a synchronous question: JSON, with `{"$error": text}` for a failure. */
export function readAnswer(json: string): unknown {
  const answer = JSON.parse(json) as unknown
  const error = (answer as { $error?: unknown } | null)?.$error
  if (typeof error === 'string') throw new Error(error)
  return answer
}
