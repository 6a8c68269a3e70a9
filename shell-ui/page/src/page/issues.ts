/** Errors of files that were saved (`peapod run --watch`), drawn over the page until they are mended. */

import { send } from '../core/ipc'
import { currentTheme, onThemeChange } from './theme'

export interface Issue {
  file: string
  line: number
  column: number
  message: string
  /** Numbered lines of the file around the error. */
  code: [number, string][]
}

const STYLE = `
:host{all:initial;position:fixed;top:0;right:0;bottom:0;left:0;z-index:2147483002;display:block;overflow:auto;font-family:var(--font-stack);font-size:14px;line-height:1.5;--back:#fff;--text:#1a1a1a;--soft:#6b6b6b;--code:#f5f5f5;--mark:#ffe3e3;--error:#c62828;background:var(--back);color:var(--text);-webkit-user-select:text;user-select:text}
:host(.dark){--back:#191919;--text:#e6e6e6;--soft:#9a9a9a;--code:#242424;--mark:#4a2222;--error:#ff7b72}
header{position:sticky;top:0;display:flex;align-items:center;padding:10px 12px 10px 16px;background:#c62828;color:#fff;font-weight:600}
h1{flex:1;margin:0;font:inherit}
button{all:unset;padding:2px 10px;border-radius:4px;cursor:pointer;font-size:20px;line-height:1}
button:focus-visible{outline:2px solid #fff}
section{padding:14px 16px 6px}
.place{color:var(--error);font-weight:600;word-break:break-all}
.message{margin:4px 0 10px;white-space:pre-wrap;word-break:break-word}
pre{margin:0;padding:8px 0;background:var(--code);border-radius:6px;overflow-x:auto;font:12px/1.6 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;tab-size:2}
pre div{display:flex;white-space:pre;min-width:max-content;padding-right:12px}
pre .number{width:3.5em;margin-right:1em;text-align:right;color:var(--soft);-webkit-user-select:none;user-select:none}
pre .wrong{background:var(--mark)}
pre .caret{color:var(--error);font-weight:700}
footer{padding:6px 16px 16px;color:var(--soft);font-size:12px}`

let host: HTMLElement | undefined

/** Shows these errors in place of those before; none takes the layer away. */
export function showIssues(issues: readonly Issue[]): void {
  if (issues.length === 0) {
    host?.remove()
    host = undefined
    return
  }
  if (host === undefined) {
    host = document.createElement('wx-page-issues')
    host.attachShadow({ mode: 'open' })
    // What happens on this layer is not the page's.
    for (const type of ['touchstart', 'touchmove', 'touchend', 'mousedown', 'click', 'wheel', 'keydown']) {
      host.addEventListener(type, (event) => event.stopPropagation())
    }
    document.body.append(host)
  }
  host.classList.toggle('dark', currentTheme() === 'dark')
  draw(host.shadowRoot as ShadowRoot, issues)
}

onThemeChange((theme) => host?.classList.toggle('dark', theme === 'dark'))

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.textContent = text
  return made
}

function draw(root: ShadowRoot, issues: readonly Issue[]): void {
  const title = issues.length === 1 ? '1 error' : `${issues.length} errors`
  const header = element('header', '')
  const close = element('button', '', '×')
  close.setAttribute('type', 'button')
  close.setAttribute('aria-label', 'Close')
  close.addEventListener('click', () => {
    showIssues([])
    send('issuesClosed')
  })
  header.append(element('h1', '', title), close)
  const footer = element('footer', '', 'The last good version keeps running below. The next good save closes this.')
  root.replaceChildren(element('style', '', STYLE), header, ...issues.map(section), footer)
}

function section(issue: Issue): HTMLElement {
  const part = element('section', '')
  part.setAttribute('role', 'alert')
  const place = [issue.file, issue.line, issue.column].filter((value) => value !== '' && value !== 0).join(':')
  if (place !== '') part.append(element('div', 'place', place))
  part.append(element('div', 'message', issue.message))
  if (issue.code.length > 0) part.append(frame(issue))
  return part
}

/** The author's lines, with a caret below the column. */
function frame(issue: Issue): HTMLElement {
  const frame = element('pre', '')
  for (const [number, text] of issue.code) {
    const wrong = number === issue.line
    const row = element('div', wrong ? 'wrong' : '')
    row.append(element('span', 'number', String(number)), element('span', '', text === '' ? ' ' : text))
    frame.append(row)
    if (!wrong || issue.column < 1 || issue.column > text.length + 1) continue
    const caret = element('div', 'caret')
    // Tabs before the column move the caret as they move the code.
    const before = text.slice(0, issue.column - 1).replace(/[^\t]/g, ' ')
    caret.append(element('span', 'number', ''), element('span', '', `${before}^`))
    frame.append(caret)
  }
  return frame
}
