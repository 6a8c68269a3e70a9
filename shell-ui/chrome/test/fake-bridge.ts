import type { Bridge } from '../src/bridge/bridge';
import type { ChromeEvents, ChromeMessage, HostCalls, LauncherEntry } from '../src/protocol';

/** Records what the chrome says; answers at once. */
export class FakeBridge implements Bridge {
  readonly events: { name: string; payload: unknown }[] = [];
  readonly calls: { command: string; args: unknown }[] = [];
  entries: LauncherEntry[] = [];
  failures: Partial<Record<keyof HostCalls, string>> = {};
  private handler: (message: ChromeMessage) => void = () => {};

  async listen(handler: (message: ChromeMessage) => void): Promise<void> {
    this.handler = handler;
  }

  event<K extends keyof ChromeEvents>(name: K, payload: ChromeEvents[K]): void {
    this.events.push({ name, payload });
  }

  async call<K extends keyof HostCalls>(command: K, args: HostCalls[K][0]): Promise<HostCalls[K][1]> {
    this.calls.push({ command, args });
    const failure = this.failures[command];
    if (failure !== undefined) throw new Error(failure);
    return (command === 'launcher_list' ? this.entries : null) as HostCalls[K][1];
  }

  send(command: string, params: object = {}): void {
    this.handler({ command, params: params as Record<string, unknown> });
  }

  replies(): unknown[] {
    return this.events.filter(({ name }) => name === 'reply').map(({ payload }) => payload);
  }
}

/** Lets every promise that is ready run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

export function query<E extends Element = HTMLElement>(selector: string): E {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

export function buttonNamed(text: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((button) => button.textContent === text || button.getAttribute('aria-label') === text);
  if (!found) throw new Error(`no button "${text}"`);
  return found;
}
