// @vitest-environment node
// The built chrome in Chromium under the host's content security policy, with the mock host.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MockHandle } from '../src/bridge/mock';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const CSP = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'";
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

let out: string;
let server: Server;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

/** The mock's record in the page. */
const mock = <K extends 'events' | 'calls' | 'raised'>(key: K): Promise<MockHandle[K]> =>
  page.evaluate((name) => structuredClone((window as unknown as { mock: MockHandle }).mock[name]), key) as Promise<MockHandle[K]>;
const replies = async (): Promise<unknown[]> => (await mock('events')).filter(({ name }) => name === 'reply').map(({ payload }) => (payload as { result: unknown }).result);
/** Waits until the shell is below the pages again. */
const lowered = async (): Promise<void> => {
  await page.waitForFunction(() => !(window as unknown as { mock: MockHandle }).mock.raised && !document.querySelector('.layer'));
};
async function open(scene: string, options: { touch?: boolean } = {}): Promise<void> {
  page = await browser.newPage({ viewport: { width: 375, height: 812 }, locale: 'en', hasTouch: options.touch === true, reducedMotion: 'no-preference' });
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?mock=${scene}&theme=light&lang=en`);
  await page.waitForFunction(() => 'mock' in window && document.querySelector('.layer.waiting') === null);
}

/** Where an element is once nothing moves any more: a box measured in a sheet that still rises is somewhere else when it is pressed. */
async function restingBox(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await element.waitFor();
  await page.waitForFunction(() => !document.querySelector('.layer.waiting')
    && document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getComputedTiming().endTime === Infinity));
  const box = await element.boundingBox();
  if (!box) throw new Error('the element has no box');
  return box;
}

describe.skipIf(!existsSync(CHROMIUM))('chrome in Chromium', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'chrome-'));
    const root = fileURLToPath(new URL('..', import.meta.url));
    await build({ root, logLevel: 'error', build: { outDir: out, emptyOutDir: true } });
    server = createServer(async (request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname;
      try {
        const body = path === '/favicon.ico' ? '' : await readFile(join(out, path === '/' ? 'index.html' : path));
        response.writeHead(200, { 'content-type': TYPES[extname(path) || '.html'] ?? 'application/octet-stream', 'content-security-policy': CSP });
        response.end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 120_000);

  afterEach(async () => {
    await page.close();
    // Refused scripts or styles and uncaught errors fail the test they happened in.
    expect(complaints.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    if (out) await rm(out, { recursive: true, force: true });
  });

  it('confirms a modal and goes below the page again', async () => {
    await open('modal');
    expect(await mock('raised')).toBe(true);
    await page.getByRole('button', { name: 'Remove' }).click();
    await lowered();
    expect(await replies()).toEqual([{ confirm: true, cancel: false }]);
  });

  it('types into an editable modal', async () => {
    await open('modalInput');
    await page.keyboard.type('Fruit');
    await page.keyboard.press('Enter');
    await lowered();
    expect(await replies()).toEqual([{ confirm: true, cancel: false, content: 'Fruit' }]);
  });

  it('picks from an action sheet', async () => {
    await open('actionSheet');
    await page.getByRole('menuitem', { name: 'Record a video' }).click();
    await lowered();
    expect(await replies()).toEqual([{ tapIndex: 2 }]);
  });

  it('keeps Tab inside a dialog', async () => {
    await open('modal');
    for (let press = 0; press < 7; press++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.querySelector('.modal')?.contains(document.activeElement))).toBe(true);
    }
  });

  it('turns the wheels of a date by keys and answers what they show', async () => {
    await open('date');
    const year = page.getByRole('spinbutton').first();
    await year.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.getByRole('spinbutton').nth(2).getAttribute('aria-valuetext')).toBe('28');
    await page.keyboard.press('Enter');
    await lowered();
    expect(await replies()).toEqual([{ value: '1997-02-28' }]);
  });

  it('turns a wheel by dragging', async () => {
    await open('time');
    const hours = page.getByRole('spinbutton').first();
    const box = await restingBox(hours);
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 12; step++) await page.mouse.move(x, y - step * 8);
    // At rest before it is let go: no throw, so exactly 96 px, two rows.
    await page.mouse.move(x, y - 96);
    await page.waitForFunction((then) => performance.now() > then + 100, await page.evaluate(() => performance.now()));
    await page.mouse.up();
    await expect.poll(() => hours.getAttribute('aria-valuetext')).toBe('14');
    await page.getByRole('button', { name: 'Done' }).click();
    await lowered();
    expect(await replies()).toEqual([{ value: '14:01' }]);
  });

  it('answers with where a wheel is going when it is still turning', async () => {
    await open('selector');
    await page.getByRole('spinbutton').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await lowered();
    expect(await replies()).toEqual([{ value: 5 }]);
  });

  it('loads the regions when they are needed', async () => {
    await open('region');
    await page.getByText('海珠区').waitFor();
    const province = page.getByRole('spinbutton').first();
    await province.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.getByRole('spinbutton').nth(2).getAttribute('aria-valuetext')).toBe('东城区');
    await page.getByRole('button', { name: 'Done' }).click();
    await lowered();
    expect(await replies()).toEqual([{ value: ['北京市', '北京市', '东城区'], code: ['110000', '110100', '110101'], postcode: '' }]);
  });

  it('switches tabs', async () => {
    await open('app');
    await page.getByRole('tab', { name: 'Cart' }).click();
    expect(await mock('events')).toEqual([{ name: 'tab', payload: { index: 2, pagePath: 'pages/tab2/index', text: 'Cart' } }]);
    await expect.poll(() => page.getByRole('tab', { name: 'Cart' }).getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('.nav-title-text').textContent()).toBe('Cart');
  });

  it('leaves by the capsule menu', async () => {
    await open('app');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Exit' }).click();
    await page.getByRole('heading', { name: 'Included' }).waitFor();
    expect(await mock('events')).toEqual([{ name: 'menu', payload: { action: 'exit' } }]);
  });

  it('swipes, magnifies and leaves the picture preview', async () => {
    await open('preview');
    await page.locator('.slide img.loaded').first().waitFor();
    await page.mouse.move(300, 400);
    await page.mouse.down();
    await page.mouse.move(200, 400, { steps: 4 });
    await page.mouse.move(40, 400, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.locator('.preview-counter').textContent()).toBe('2 / 3');
    await page.mouse.dblclick(180, 400);
    await expect.poll(() => page.locator('.slide img').nth(1).evaluate((image) => (image as HTMLElement).style.transform)).not.toContain('scale(1)');
    await page.getByRole('button', { name: 'Save picture' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('.layer'));
    expect(await replies()).toEqual([{ closed: true }]);
    expect((await mock('calls')).some(({ command }) => command === 'shell_save_image')).toBe(true);
  });

  it('magnifies by two fingers and removes by a swipe', async () => {
    await open('preview', { touch: true });
    await page.locator('.slide img.loaded').first().waitFor();
    const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]): Promise<void> => {
      await session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    };
    let session = await page.context().newCDPSession(page);
    await touch('touchStart', [170, 400], [200, 400]);
    for (let step = 1; step <= 5; step++) await touch('touchMove', [170 - step * 10, 400], [200 + step * 10, 400]);
    await touch('touchEnd');
    const scale = (): Promise<number> => page.locator('.slide img').first().evaluate((image) => Number(/scale\(([\d.]+)\)/.exec((image as HTMLElement).style.transform)?.[1]));
    await expect.poll(scale).toBeGreaterThan(3);
    expect(await replies()).toEqual([]);
    await page.close();

    await open('launcher', { touch: true });
    session = await page.context().newCDPSession(page);
    const row = await page.locator('.swipe-row', { hasText: 'Corner Shop' }).boundingBox();
    if (!row) throw new Error('the row has no box');
    const y = row.y + row.height / 2;
    await touch('touchStart', [300, y]);
    for (let step = 1; step <= 6; step++) await touch('touchMove', [300 - step * 16, y]);
    await touch('touchEnd');
    // No tap: Chromium takes one that follows a throw at once for the end of the throw.
    await page.locator('.swiped .swipe-remove').click();
    await expect.poll(() => page.locator('.recent-name', { hasText: 'Corner Shop' }).count()).toBe(0);
    expect((await mock('calls')).filter(({ command }) => command === 'launcher_open')).toEqual([]);
  });

  it('searches, opens and removes in the launcher', async () => {
    await open('launcher');
    await page.getByRole('textbox', { name: 'Search mini-programs' }).fill('chart');
    await expect.poll(() => page.locator('.recent-name').allTextContents()).toEqual(['Charts']);
    await page.locator('.swipe-row').hover();
    await page.getByRole('button', { name: 'Remove: Charts' }).click();
    await page.getByText('Nothing found').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Weather' }).click();
    await page.locator('.splash-name', { hasText: 'Weather' }).waitFor();
    await page.getByRole('tab', { name: 'Home' }).waitFor();
    const calls = (await mock('calls')).map(({ command, args }) => [command, args]);
    expect(calls).toContainEqual(['launcher_remove', { id: 'chart' }]);
    expect(calls).toContainEqual(['launcher_open', { id: 'weather' }]);
  });
});
