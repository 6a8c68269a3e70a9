/** XPath 1.0 on the composed tree. Tags are WXML's, without `wx-`. */

import type * as glassEasel from 'glass-easel'
import { callFunction, type Focus, toBoolean, toNumber, toText, type Value } from './functions'
import { type Axis, type Expression, parseXpath, type Step } from './syntax'
import { snapshot, type XpathNode } from './tree'

function descendants(node: XpathNode): XpathNode[] {
  return node.children.flatMap((child) => [child, ...descendants(child)])
}

function ancestors(node: XpathNode): XpathNode[] {
  const found: XpathNode[] = []
  for (let at = node.parent; at !== undefined; at = at.parent) found.push(at)
  return found
}

function siblings(node: XpathNode, direction: 1 | -1): XpathNode[] {
  const all = node.kind === 'attribute' ? [] : (node.parent?.children ?? [])
  const at = all.indexOf(node)
  if (at < 0) return []
  return direction === 1 ? all.slice(at + 1) : all.slice(0, at).reverse()
}

/** Nodes on an axis, nearest first: that is how positions in predicates count. */
function along(axis: Axis, node: XpathNode): readonly XpathNode[] {
  switch (axis) {
    case 'self':
      return [node]
    case 'child':
      return node.children
    case 'parent':
      return node.parent === undefined ? [] : [node.parent]
    case 'attribute':
      return node.attributes
    case 'descendant':
      return descendants(node)
    case 'descendant-or-self':
      return [node, ...descendants(node)]
    case 'ancestor':
      return ancestors(node)
    case 'ancestor-or-self':
      return [node, ...ancestors(node)]
    case 'following-sibling':
      return siblings(node, 1)
    case 'preceding-sibling':
      return siblings(node, -1)
    case 'following':
      return [node, ...ancestors(node)].flatMap((at) => siblings(at, 1).flatMap((next) => [next, ...descendants(next)]))
    case 'preceding':
      return [node, ...ancestors(node)].flatMap((at) =>
        siblings(at, -1).flatMap((before) => [before, ...descendants(before)].reverse()),
      )
  }
}

function passes(node: XpathNode, { axis, test }: Step): boolean {
  if (test === 'node()') return true
  if (test === 'text()') return node.kind === 'text'
  const kind = axis === 'attribute' ? 'attribute' : 'element'
  return node.kind === kind && (test === '*' || test === node.name)
}

function inOrder(nodes: Iterable<XpathNode>): XpathNode[] {
  return [...new Set(nodes)].sort((one, other) => one.order - other.order)
}

class Evaluation {
  readonly #root: XpathNode

  constructor(root: XpathNode) {
    this.#root = root
  }

  value(expression: Expression, focus: Focus): Value {
    switch (expression.kind) {
      case 'literal':
        return expression.value
      case 'negation':
        return -toNumber(this.value(expression.value, focus))
      case 'operation':
        return this.#operation(expression.operator, expression.left, expression.right, focus)
      case 'call':
        return callFunction(
          expression.name,
          expression.args.map((arg) => this.value(arg, focus)),
          focus,
        )
      case 'path':
        return expression.absolute ? this.#fromRoot(expression.steps) : this.#walk([focus.node], expression.steps)
      case 'filter': {
        let nodes = this.value(expression.from, focus)
        if (!Array.isArray(nodes)) throw new Error('only node sets can be filtered')
        for (const predicate of expression.predicates) nodes = this.#keep(nodes, predicate)
        return this.#walk(nodes, expression.steps)
      }
    }
  }

  /** The page is the root, but recorded paths may name it all the same: `/page/view` is `/view`. */
  #fromRoot(steps: readonly Step[]): XpathNode[] {
    const [first, ...rest] = steps
    if (first === undefined) return [this.#root]
    if (first.axis === 'child' && first.test === 'page') {
      const pages = first.predicates.reduce((nodes, predicate) => this.#keep(nodes, predicate), [this.#root])
      return this.#walk(pages, rest)
    }
    const found = this.#walk([this.#root], steps)
    const [, second] = steps
    // `//page`, where the root is nobody's child.
    if (second?.test === 'page' && second.axis === 'child' && steps.length === 2) found.unshift(this.#root)
    return found
  }

  #walk(from: readonly XpathNode[], steps: readonly Step[]): XpathNode[] {
    let nodes = [...from]
    for (const step of steps) {
      nodes = inOrder(
        nodes.flatMap((node) => {
          const reached = along(step.axis, node).filter((candidate) => passes(candidate, step))
          return step.predicates.reduce((kept, predicate) => this.#keep(kept, predicate), reached)
        }),
      )
    }
    return nodes
  }

  #keep(nodes: readonly XpathNode[], predicate: Expression): XpathNode[] {
    return nodes.filter((node, index) => {
      const result = this.value(predicate, { node, position: index + 1, size: nodes.length })
      return typeof result === 'number' ? result === index + 1 : toBoolean(result)
    })
  }

  #operation(operator: string, left: Expression, right: Expression, focus: Focus): Value {
    if (operator === 'or') return toBoolean(this.value(left, focus)) || toBoolean(this.value(right, focus))
    if (operator === 'and') return toBoolean(this.value(left, focus)) && toBoolean(this.value(right, focus))
    const one = this.value(left, focus)
    const other = this.value(right, focus)
    switch (operator) {
      case '|':
        if (!Array.isArray(one) || !Array.isArray(other)) throw new Error('only node sets can be joined with |')
        return inOrder([...one, ...other])
      case '+':
        return toNumber(one) + toNumber(other)
      case '-':
        return toNumber(one) - toNumber(other)
      case '*':
        return toNumber(one) * toNumber(other)
      case 'div':
        return toNumber(one) / toNumber(other)
      case 'mod':
        return toNumber(one) % toNumber(other)
      default:
        return compare(operator, one, other)
    }
  }
}

/** A node set compares true when one of its nodes does. */
function compare(operator: string, one: Value, other: Value): boolean {
  if (typeof one === 'boolean' || typeof other === 'boolean') {
    if (operator === '=') return toBoolean(one) === toBoolean(other)
    if (operator === '!=') return toBoolean(one) !== toBoolean(other)
  }
  if (Array.isArray(one)) return one.some((node) => compare(operator, node.stringValue, other))
  if (Array.isArray(other)) return other.some((node) => compare(operator, one, node.stringValue))
  const numeric = typeof one === 'number' || typeof other === 'number'
  switch (operator) {
    case '=':
      return numeric ? toNumber(one) === toNumber(other) : toText(one) === toText(other)
    case '!=':
      return numeric ? toNumber(one) !== toNumber(other) : toText(one) !== toText(other)
    case '<':
      return toNumber(one) < toNumber(other)
    case '<=':
      return toNumber(one) <= toNumber(other)
    case '>':
      return toNumber(one) > toNumber(other)
    default:
      return toNumber(one) >= toNumber(other)
  }
}

/** Elements of the page that an expression selects, in document order. */
export function selectXpath(page: glassEasel.Element, source: string): glassEasel.Element[] {
  const root = snapshot(page)
  const expression = parseXpath(source)
  let found: Value
  try {
    found = new Evaluation(root).value(expression, { node: root, position: 1, size: 1 })
  } catch (error) {
    throw new Error(`xpath "${source}": ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!Array.isArray(found)) throw new Error(`xpath "${source}" gives no elements`)
  return found.flatMap((node) => (node.element === undefined ? [] : [node.element]))
}
