import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { ChromeEvents, ChromeMessage, HostCalls } from '../protocol';
import { asError, type Bridge } from './bridge';

/** Tauri events in, `invoke` out. */
export class TauriBridge implements Bridge {
  async listen(handler: (message: ChromeMessage) => void): Promise<void> {
    await listen<ChromeMessage>('chrome', (event) => handler(event.payload));
  }

  event<K extends keyof ChromeEvents>(name: K, payload: ChromeEvents[K]): void {
    invoke('chrome_event', { name, payload }).catch((reason: unknown) => {
      console.error(`chrome_event ${name}:`, reason);
    });
  }

  async call<K extends keyof HostCalls>(command: K, args: HostCalls[K][0]): Promise<HostCalls[K][1]> {
    try {
      return await invoke<HostCalls[K][1]>(command, args);
    } catch (reason) {
      throw asError(reason);
    }
  }
}
