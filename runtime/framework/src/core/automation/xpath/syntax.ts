/** XPath 1.0 expressions as trees. */

import { type Token, tokenize, XpathError } from './tokens'

export type Axis =
  | 'ancestor'
  | 'ancestor-or-self'
  | 'attribute'
  | 'child'
  | 'descendant'
  | 'descendant-or-self'
  | 'following'
  | 'following-sibling'
  | 'parent'
  | 'preceding'
  | 'preceding-sibling'
  | 'self'

const AXES = new Set<string>([
  'ancestor',
  'ancestor-or-self',
  'attribute',
  'child',
  'descendant',
  'descendant-or-self',
  'following',
  'following-sibling',
  'parent',
  'preceding',
  'preceding-sibling',
  'self',
])

export interface Step {
  axis: Axis
  /** A name, `*`, `text()` or `node()`. */
  test: string
  predicates: Expression[]
}

export type Expression =
  | { kind: 'literal'; value: string | number }
  | { kind: 'operation'; operator: string; left: Expression; right: Expression }
  | { kind: 'negation'; value: Expression }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'path'; absolute: boolean; steps: Step[] }
  /** An expression that gives nodes, filtered, and a path from there. */
  | { kind: 'filter'; from: Expression; predicates: Expression[]; steps: Step[] }

/** Operators, loosest first. */
const LEVELS: readonly (readonly string[])[] = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod']]

const ANY: Step = { axis: 'descendant-or-self', test: 'node()', predicates: [] }

/** Expressions inside expressions; deeper ones are no query that anybody wrote. */
const MAX_DEPTH = 200

class Parser {
  readonly #source: string
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0

  constructor(source: string) {
    this.#source = source
    this.#tokens = tokenize(source)
  }

  whole(): Expression {
    const expression = this.#expression()
    if (this.#peek().kind !== 'end') throw this.#unexpected()
    return expression
  }

  #peek(ahead = 0): Token {
    const last = this.#tokens.length - 1
    return this.#tokens[Math.min(this.#next + ahead, last)] as Token
  }

  #is(text: string, ahead = 0): boolean {
    const token = this.#peek(ahead)
    return token.kind === 'operator' && token.text === text
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false
    this.#next += 1
    return true
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected(` (expected "${text}")`)
  }

  #unexpected(more = ''): XpathError {
    const { kind, text, at } = this.#peek()
    return new XpathError(this.#source, at, `unexpected ${kind === 'end' ? 'end' : `"${text}"`}${more}`)
  }

  #expression(level = 0): Expression {
    const operators = LEVELS[level]
    if (operators === undefined) return this.#unary()
    this.#depth += 1
    if (this.#depth > MAX_DEPTH * LEVELS.length) throw new XpathError(this.#source, this.#peek().at, 'too deep')
    let left = this.#expression(level + 1)
    for (let token = this.#peek(); token.kind === 'operator' && operators.includes(token.text); token = this.#peek()) {
      this.#next += 1
      left = { kind: 'operation', operator: token.text, left, right: this.#expression(level + 1) }
    }
    this.#depth -= 1
    return left
  }

  #unary(): Expression {
    let negative = false
    while (this.#take('-')) negative = !negative
    let value = this.#path()
    while (this.#take('|')) value = { kind: 'operation', operator: '|', left: value, right: this.#path() }
    return negative ? { kind: 'negation', value } : value
  }

  #path(): Expression {
    const token = this.#peek()
    if (this.#take('/')) return { kind: 'path', absolute: true, steps: this.#startsStep() ? this.#steps() : [] }
    if (this.#take('//')) return { kind: 'path', absolute: true, steps: [ANY, ...this.#steps()] }
    const called = token.kind === 'name' && this.#is('(', 1) && !['text', 'node', 'comment'].includes(token.text)
    if (token.kind !== 'literal' && token.kind !== 'number' && !called && !this.#is('(')) {
      return { kind: 'path', absolute: false, steps: this.#steps() }
    }
    const from = this.#primary()
    const predicates = this.#predicates()
    const steps = this.#take('/') ? this.#steps() : this.#take('//') ? [ANY, ...this.#steps()] : []
    return predicates.length === 0 && steps.length === 0 ? from : { kind: 'filter', from, predicates, steps }
  }

  #primary(): Expression {
    const token = this.#peek()
    this.#next += 1
    if (token.kind === 'literal') return { kind: 'literal', value: token.text }
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) }
    if (token.kind === 'operator') {
      const inner = this.#expression()
      this.#expect(')')
      return inner
    }
    this.#expect('(')
    const args: Expression[] = []
    if (!this.#take(')')) {
      do args.push(this.#expression())
      while (this.#take(','))
      this.#expect(')')
    }
    return { kind: 'call', name: token.text, args }
  }

  #startsStep(): boolean {
    return this.#peek().kind === 'name' || this.#is('@') || this.#is('.') || this.#is('..')
  }

  #steps(): Step[] {
    const steps = [this.#step()]
    for (;;) {
      if (this.#take('//')) steps.push(ANY)
      else if (!this.#take('/')) return steps
      steps.push(this.#step())
    }
  }

  #step(): Step {
    if (this.#take('.')) return { axis: 'self', test: 'node()', predicates: this.#predicates() }
    if (this.#take('..')) return { axis: 'parent', test: 'node()', predicates: this.#predicates() }
    let axis: Axis = 'child'
    if (this.#take('@')) axis = 'attribute'
    else if (this.#peek().kind === 'name' && this.#is('::', 1)) {
      const { text } = this.#peek()
      if (!AXES.has(text)) throw this.#unexpected(' (no such axis)')
      axis = text as Axis
      this.#next += 2
    }
    const token = this.#peek()
    if (token.kind !== 'name') throw this.#unexpected()
    this.#next += 1
    let test = token.text
    if ((test === 'text' || test === 'node' || test === 'comment') && this.#take('(')) {
      this.#expect(')')
      test += '()'
    }
    return { axis, test, predicates: this.#predicates() }
  }

  #predicates(): Expression[] {
    const predicates: Expression[] = []
    while (this.#take('[')) {
      predicates.push(this.#expression())
      this.#expect(']')
    }
    return predicates
  }
}

/** Parses an expression; throws with the place of the mistake. */
export function parseXpath(source: string): Expression {
  return new Parser(source).whole()
}
