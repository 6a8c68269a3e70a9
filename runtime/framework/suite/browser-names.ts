/** Names of a browser that Chai and the suites use while they load; imported before everything else. */

class PlainEvent {
  readonly type: string
  constructor(type: string) {
    this.type = type
  }
}

class PlainEventTarget {
  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return true
  }
}

Object.assign(globalThis, { Event: PlainEvent, EventTarget: PlainEventTarget })
