import './canvas.css'
import { define } from '../registry'
import { Canvas } from './canvas'
import { PageRoot } from './page-root'

/** Defines `canvas`, and the page root through which off-screen canvases are reached. */
export function register(): void {
  define('canvas', Canvas)
  define('page', PageRoot)
}
