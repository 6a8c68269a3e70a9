/** `glass-easel-template-compiler` as the suites import it: the crate that our compiler uses. */

import { type GroupEntry, host } from './host'

export class TmplGroup {
  readonly #entries: GroupEntry[] = []
  readonly #dev: boolean

  constructor(dev = false) {
    this.#dev = dev
  }

  static newDev(): TmplGroup {
    return new TmplGroup(true)
  }

  addTmpl(path: string, source: string): void {
    this.#entries.push(['template', path, source])
  }

  addScript(path: string, source: string): void {
    this.#entries.push(['script', path, source])
  }

  getTmplGenObjectGroups(): string {
    return host.compileGroup(JSON.stringify(this.#entries), this.#dev)
  }

  free(): void {}
}
