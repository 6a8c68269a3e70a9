import { Op } from '../protocol'
import { standIn } from './initial-rendering'
import type { PageElement } from './node'
import { afterPaint } from './painted'

/** As many rows as bring the functions that every page runs past their first, slow calls. */
const ROWS = 60
/** Latin letters, digits, signs of money and Chinese: pages need the fonts of these. */
const TEXT = 'Aa 0123456789 ¥$ ，。 的一是不了在人有我他这中大来上国'
const SHEET =
  '.rehearsal{margin:16px;padding:16px;border-radius:12px;background:#f4f4f4}.rehearsal .rehearsal-part{margin-right:6px;font-size:12px;color:#fa5151}'

/** Operations that build a list such as most pages have. */
function list(): unknown[] {
  const ops: unknown[] = [Op.addStyle, 0, SHEET]
  const rows: number[] = []
  let id = 2
  for (let row = 0; row < ROWS; row += 1) {
    const [item, line, title, part, words] = [id, id + 1, id + 2, id + 3, id + 4]
    id += 5
    ops.push(
      ...[Op.createElement, item, 'view', Op.setClass, item, 'rehearsal'],
      ...[Op.createElement, line, 'view', Op.setStyle, line, 'font-weight:bold'],
      ...[Op.createText, title, `${row} ${TEXT}`, Op.append, line, title, Op.append, item, line],
      ...[Op.createElement, part, 'text', Op.setClass, part, 'rehearsal-part'],
      ...[Op.createText, words, TEXT, Op.append, part, words, Op.append, item, part],
      ...[Op.setText, words, `${TEXT} ${row}`],
    )
    rows.push(item)
  }
  for (const tag of ['image', 'button', 'scroll-view']) {
    ops.push(Op.createElement, id, tag)
    rows.push(id)
    id += 1
  }
  ops.push(Op.splice, 1, 0, 0, rows)
  return ops
}

/**
 * Shows a list of its own in place of `root` until it has been painted: the page that comes next into this
 * document then finds its code compiled, its fonts loaded and its memory at hand, and its first paint takes half as
 * long. The answer ends it at once.
 */
export function rehearse(root: PageElement): () => void {
  let putBack: (() => void) | undefined = standIn(root, list)
  const end = () => {
    putBack?.()
    putBack = undefined
  }
  afterPaint(end)
  return end
}
