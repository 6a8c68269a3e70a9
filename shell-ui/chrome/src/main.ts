import './styles/base.css';
import './styles/bars.css';
import './styles/dialogs.css';
import './styles/picker.css';
import './styles/preview.css';
import './styles/screens.css';
import { TauriBridge } from './bridge/tauri';
import { Chrome } from './chrome';
import { language } from './strings';

async function start(): Promise<void> {
  document.documentElement.lang = language;
  const container = document.getElementById('root');
  if (!container) throw new Error('index.html has no #root');
  // A page opened without a host has no Tauri object; `?mock` asks for the mock anyhow.
  const mock = new URLSearchParams(location.search).has('mock') || !('__TAURI_INTERNALS__' in window);
  const bridge = mock ? new (await import('./bridge/mock')).MockBridge() : new TauriBridge();
  await new Chrome(container, bridge).start();
}

start().catch((error: unknown) => console.error('chrome:', error));
