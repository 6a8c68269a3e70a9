import type { ChromeEvents, ChromeMessage, HostCalls } from '../protocol';

/** The chrome's only way to the outside. */
export interface Bridge {
  /** Calls `handler` for every command; resolves when none can be missed any more. */
  listen(handler: (message: ChromeMessage) => void): Promise<void>;
  event<K extends keyof ChromeEvents>(name: K, payload: ChromeEvents[K]): void;
  /** Rejects with an Error whose message may be shown to the user. */
  call<K extends keyof HostCalls>(command: K, args: HostCalls[K][0]): Promise<HostCalls[K][1]>;
}

/** Turns what a host rejects with (usually a string) into an Error. */
export function asError(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  if (typeof reason === 'string') return new Error(reason);
  if (typeof reason === 'object' && reason !== null && 'message' in reason) {
    return new Error(String(reason.message));
  }
  return new Error(JSON.stringify(reason));
}
