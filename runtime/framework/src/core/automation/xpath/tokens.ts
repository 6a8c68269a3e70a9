/** Words of an XPath 1.0 expression. */

export interface Token {
  kind: 'name' | 'number' | 'literal' | 'operator' | 'end'
  text: string
  at: number
}

const WORD =
  /\s*(?:("[^"]*"|'[^']*')|(\d+(?:\.\d*)?|\.\d+)|(::|\.\.|\/\/|!=|<=|>=|[()[\].@,/|+\-=<>*$])|((?:[\w]|[\u0080-\uffff])(?:[\w.-]|[\u0080-\uffff])*))/y

/** Names that are operators after an operand. */
const OPERATOR_NAMES = new Set(['and', 'or', 'mod', 'div'])
/** After these, a name or `*` begins an operand. */
const BEFORE_OPERAND = new Set(['@', '::', '(', '[', ',', '/', '//', '|', '+', '-', '=', '!=', '<', '<=', '>', '>='])

export class XpathError extends Error {
  constructor(source: string, at: number, what: string) {
    super(`xpath "${source}": ${what} at ${at + 1}`)
  }
}

export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  WORD.lastIndex = 0
  while (WORD.lastIndex < source.length) {
    const at = WORD.lastIndex
    if (source.slice(at).trim() === '') break
    const found = WORD.exec(source)
    if (found === null) throw new XpathError(source, at, `"${source.slice(at, at + 1)}" is not understood`)
    const [, literal, number, operator, name] = found
    if (literal !== undefined) tokens.push({ kind: 'literal', text: literal.slice(1, -1), at })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at })
    else if (operator !== undefined) tokens.push({ kind: operatorKind(operator, tokens), text: operator, at })
    else tokens.push({ kind: nameKind(name ?? '', tokens), text: name ?? '', at })
  }
  tokens.push({ kind: 'end', text: '', at: source.length })
  return tokens
}

function wantsOperand(tokens: readonly Token[]): boolean {
  const last = tokens[tokens.length - 1]
  return last === undefined || (last.kind === 'operator' && (BEFORE_OPERAND.has(last.text) || OPERATOR_NAMES.has(last.text) || last.text === 'multiply'))
}

/** `*` is a name test where an operand is due, else a multiplication. */
function operatorKind(text: string, tokens: readonly Token[]): Token['kind'] {
  return text === '*' && wantsOperand(tokens) ? 'name' : 'operator'
}

function nameKind(text: string, tokens: readonly Token[]): Token['kind'] {
  return OPERATOR_NAMES.has(text) && !wantsOperand(tokens) ? 'operator' : 'name'
}
