import type { RequestId, RequestKind, RequestParams, RequestResults } from '../protocol';

/** What is answered when a request ends without a choice of the user. */
export const CANCELLED: { [K in RequestKind]: RequestResults[K] } = {
  modal: { confirm: false, cancel: true },
  actionSheet: { cancel: true },
  permission: { granted: false },
  picker: { cancel: true },
  previewImage: { closed: true },
  contextMenu: { cancel: true },
  share: { cancel: true },
  settings: { scopes: {} },
};

export function isRequest(command: string): command is RequestKind {
  return Object.hasOwn(CANCELLED, command);
}

/** Something on the screen. */
export interface Shown {
  /** The user wants out: the back key, Escape, a tap beside it. */
  cancel(): void;
  update?(params: Record<string, unknown>): void;
  /** Takes it off the screen; resolves when nothing of it is to be seen any more. */
  close(): Promise<void>;
}

export interface Presenter {
  present<K extends RequestKind>(kind: K, request: RequestId, params: RequestParams[K], finish: (result: RequestResults[K]) => void): Shown;
}

interface Entry {
  request: RequestId;
  kind: RequestKind;
  params: Record<string, unknown>;
  settled: boolean;
  shown: Shown | null;
}

/**
 * Shows requests one at a time in order of arrival and answers each exactly once. A picture
 * preview has a lane of its own, because the page below may ask (for a permission, say) while it
 * is open.
 */
export class RequestQueue {
  private readonly lanes: Record<'dialog' | 'preview', Entry[]> = { dialog: [], preview: [] };

  constructor(
    private readonly presenter: Presenter,
    private readonly reply: (request: RequestId, result: unknown) => void,
  ) {}

  open(kind: RequestKind, params: Record<string, unknown>): void {
    const request = params.request;
    if (typeof request !== 'number' && typeof request !== 'string') {
      console.error(`${kind}: no request to answer to`);
      return;
    }
    if (this.find(request)) {
      console.error(`${kind}: request ${request} is already open`);
      return;
    }
    const lane = this.lanes[kind === 'previewImage' ? 'preview' : 'dialog'];
    const entry: Entry = { request, kind, params, settled: false, shown: null };
    lane.push(entry);
    if (lane.length === 1) this.show(lane, entry);
  }

  /** New contents for an open or waiting request. */
  update(request: RequestId, changes: Record<string, unknown>): void {
    const entry = this.find(request);
    if (!entry) return;
    entry.params = { ...entry.params, ...changes };
    entry.shown?.update?.(changes);
  }

  /** Withdraws one request, or all, with their cancel answers. */
  dismiss(request?: RequestId): void {
    for (const lane of Object.values(this.lanes)) {
      // Waiting ones first: none of them may come up because the one before it goes.
      for (const entry of [...lane].reverse()) {
        if (request === undefined || entry.request === request) this.settle(lane, entry, CANCELLED[entry.kind]);
      }
    }
  }

  /** Takes everything away and answers nobody: the mini-program that asked is gone. */
  drop(): void {
    for (const lane of Object.values(this.lanes)) {
      for (const entry of lane.splice(0)) {
        entry.settled = true;
        void entry.shown?.close();
      }
    }
  }

  private find(request: RequestId): Entry | undefined {
    return [...this.lanes.dialog, ...this.lanes.preview].find((entry) => entry.request === request && !entry.settled);
  }

  private show(lane: Entry[], entry: Entry): void {
    try {
      entry.shown = this.presenter.present(entry.kind, entry.request, entry.params as never, (result) => {
        this.settle(lane, entry, result);
      });
    } catch (error) {
      // Bad parameters must not leave the asker waiting, nor those behind it.
      console.error(`${entry.kind}:`, error);
      this.settle(lane, entry, CANCELLED[entry.kind]);
    }
  }

  private settle(lane: Entry[], entry: Entry, result: unknown): void {
    if (entry.settled) return;
    entry.settled = true;
    this.reply(entry.request, result);
    const next = (): void => {
      const index = lane.indexOf(entry);
      // Dropped while it was closing.
      if (index < 0) return;
      lane.splice(index, 1);
      const first = lane[0];
      if (index === 0 && first && !first.shown) this.show(lane, first);
    };
    if (entry.shown) void entry.shown.close().then(next);
    else next();
  }
}
