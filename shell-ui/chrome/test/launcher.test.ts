import { beforeEach, describe, expect, it } from 'vitest';
import { Chrome } from '../src/chrome';
import type { LauncherEntry } from '../src/protocol';
import { letterColours } from '../src/screens/app-icon';
import { matching, sections } from '../src/screens/launcher';
import { ago } from '../src/strings';
import { buttonNamed, FakeBridge, query, settle } from './fake-bridge';

const entry = (id: string, name: string, bundled: boolean, lastOpened?: number): LauncherEntry => ({
  id, name, bundled, path: `/p/${id}`, appid: `wx${id}`, ...(lastOpened === undefined ? {} : { lastOpened }),
});
const ENTRIES = [entry('a', 'Alpha', true), entry('b', '贝塔 shop', false, 10), entry('c', 'Gamma', true, 20)];

let bridge: FakeBridge;
beforeEach(async () => {
  document.body.innerHTML = '<div id="root"></div>';
  bridge = new FakeBridge();
  bridge.entries = ENTRIES;
  await new Chrome(query('#root'), bridge).start();
  bridge.send('screen', { view: 'launcher' });
  await settle();
});

describe('launcher', () => {
  it('sorts the recent ones, latest first, and keeps the bundled together', () => {
    const { recent, bundled } = sections(ENTRIES);
    expect(recent.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(bundled.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('finds by every word', () => {
    expect(matching(ENTRIES, ' SHOP 贝').map(({ id }) => id)).toEqual(['b']);
    expect(matching(ENTRIES, 'wxa').map(({ id }) => id)).toEqual(['a']);
    expect(matching(ENTRIES, '')).toHaveLength(3);
  });

  it('opens what is pressed', async () => {
    query('.recent-open').click();
    await settle();
    expect(bridge.calls).toContainEqual({ command: 'launcher_open', args: { id: 'c' } });
  });

  it('shows why it could not open', async () => {
    bridge.failures.launcher_open = 'app.json: no pages';
    query('.tile').click();
    await settle();
    expect(query('.notice').textContent).toBe('app.json: no pages');
  });

  it('filters while one types and says when nothing is found', () => {
    const input = query<HTMLInputElement>('.search-input');
    input.value = 'gam';
    input.dispatchEvent(new Event('input'));
    expect([...document.querySelectorAll('.recent-name, .tile-name')].map((name) => name.textContent)).toEqual(['Gamma', 'Gamma']);
    input.value = 'zzz';
    input.dispatchEvent(new Event('input'));
    expect(query('.hint-title').textContent).toBe('Nothing found');
    buttonNamed('Clear').click();
    expect(document.querySelectorAll('.tile')).toHaveLength(2);
  });

  it('opens a path and keeps it with the reason when that fails', async () => {
    const input = query<HTMLInputElement>('.path-input');
    input.value = ' /tmp/app.zip ';
    input.dispatchEvent(new Event('input'));
    bridge.failures.launcher_open_path = 'not a zip';
    query<HTMLFormElement>('.path-form').requestSubmit();
    await settle();
    expect(bridge.calls).toContainEqual({ command: 'launcher_open_path', args: { path: '/tmp/app.zip' } });
    expect(query('.path-error').textContent).toBe('not a zip');
    expect(input.value).toBe(' /tmp/app.zip ');
  });

  it('offers a code and a file only where the host has them', async () => {
    const hidden = (): boolean[] => [buttonNamed('Scan a code').hidden, buttonNamed('Choose a package').hidden];
    expect(hidden()).toEqual([true, true]);
    bridge.send('screen', { view: 'launcher', sources: ['scan', 'file', 'teleport'] });
    expect(hidden()).toEqual([false, false]);
    bridge.failures.launcher_pick = 'no application takes it';
    buttonNamed('Scan a code').click();
    await settle();
    buttonNamed('Choose a package').click();
    await settle();
    expect(bridge.calls).toContainEqual({ command: 'launcher_scan', args: {} });
    expect(query('.notice').textContent).toBe('no application takes it');
  });

  it('removes and lists again', async () => {
    query('.row-cross').click();
    await settle();
    expect(bridge.calls.map(({ command }) => command).filter((command) => command.startsWith('launcher'))).toEqual(['launcher_list', 'launcher_remove', 'launcher_list']);
  });

  it('has an empty state and an error state with another try', async () => {
    bridge.entries = [];
    bridge.send('screen', { view: 'launcher' });
    await settle();
    expect(query('.hint-title').textContent).toBe('No mini-programs yet');
    bridge.failures.launcher_list = 'database locked';
    bridge.send('screen', { view: 'launcher' });
    await settle();
    expect(query('.hint-text').textContent).toBe('database locked');
    bridge.failures = {};
    bridge.entries = ENTRIES;
    buttonNamed('Try again').click();
    await settle();
    expect(document.querySelectorAll('.tile')).toHaveLength(2);
  });

  it('gives the same letter icon the same colour', () => {
    expect(letterColours('Shop')).toEqual(letterColours('Shop'));
  });

  it('says when in words', () => {
    const now = Date.UTC(2026, 10, 23, 12);
    expect([0, 5 * 60_000, 3 * 3_600_000, 30 * 3_600_000, 80 * 3_600_000].map((before) => ago(now - before, now))).toEqual(['just now', '5 min ago', '3 h ago', 'yesterday', '3 days ago']);
  });
});
