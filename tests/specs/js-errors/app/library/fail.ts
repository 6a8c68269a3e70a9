type Text = string

export function fail(text: Text): never {
  interface Nothing {}
  throw new TypeError(text)
}
