import { describe, expect, it, vi } from 'vitest';
import { RequestQueue, type Shown } from '../src/overlay/requests';
import type { RequestId } from '../src/protocol';

interface Card {
  request: RequestId;
  finish: (result: unknown) => void;
  closed: boolean;
  params: unknown;
  updates: unknown[];
  /** Lets the closing animation end. */
  gone: () => void;
}

function setup() {
  const cards: Card[] = [];
  const replies: [RequestId, unknown][] = [];
  const queue = new RequestQueue(
    {
      present(_kind, request, params, finish): Shown {
        if ('bad' in params) throw new Error('bad parameters');
        let gone = (): void => {};
        const done = new Promise<void>((resolve) => { gone = resolve; });
        const card: Card = { request, finish: finish as Card['finish'], closed: false, params, updates: [], gone };
        cards.push(card);
        return {
          cancel: () => {},
          update: (changes) => { card.updates.push(changes); },
          close: () => { card.closed = true; return done; },
        };
      },
    },
    (request, result) => replies.push([request, result]),
  );
  return { cards, replies, queue, at: (index: number) => cards[index] as Card };
}

const turn = (): Promise<void> => new Promise((resolve) => { queueMicrotask(() => queueMicrotask(resolve)); });

describe('requests', () => {
  it('answers exactly once', () => {
    const { at, replies, queue } = setup();
    queue.open('modal', { request: 7 });
    at(0).finish({ confirm: true, cancel: false });
    at(0).finish({ confirm: false, cancel: true });
    queue.dismiss();
    expect(replies).toEqual([[7, { confirm: true, cancel: false }]]);
  });

  it('shows one at a time, in order, the next when the last is gone', async () => {
    const { cards, at, queue } = setup();
    queue.open('modal', { request: 1 });
    queue.open('actionSheet', { request: 2 });
    queue.open('modal', { request: 3 });
    expect(cards.map(({ request }) => request)).toEqual([1]);
    at(0).finish({});
    await turn();
    expect(cards).toHaveLength(1);
    at(0).gone();
    await turn();
    expect(cards.map(({ request }) => request)).toEqual([1, 2]);
    at(1).finish({});
    at(1).gone();
    await turn();
    expect(cards.map(({ request }) => request)).toEqual([1, 2, 3]);
  });

  it('opens a dialog above a preview', () => {
    const { cards, queue } = setup();
    queue.open('previewImage', { request: 1, urls: [] });
    queue.open('permission', { request: 2 });
    expect(cards.map(({ request }) => request)).toEqual([1, 2]);
  });

  it('withdraws all with their cancel answers and shows none of those that waited', async () => {
    const { cards, at, replies, queue } = setup();
    queue.open('modal', { request: 1 });
    queue.open('permission', { request: 2 });
    queue.open('picker', { request: 'three' });
    queue.dismiss();
    at(0).gone();
    await turn();
    expect(cards).toHaveLength(1);
    expect(Object.fromEntries(replies)).toEqual({ 1: { confirm: false, cancel: true }, 2: { granted: false }, three: { cancel: true } });
  });

  it('withdraws one that waits and leaves the others', async () => {
    const { cards, at, replies, queue } = setup();
    queue.open('modal', { request: 1 });
    queue.open('modal', { request: 2 });
    queue.open('modal', { request: 3 });
    queue.dismiss(2);
    expect(replies).toEqual([[2, { confirm: false, cancel: true }]]);
    at(0).finish({});
    at(0).gone();
    await turn();
    expect(cards.map(({ request }) => request)).toEqual([1, 3]);
  });

  it('drops without an answer, even one that comes late', async () => {
    const { at, replies, queue, cards } = setup();
    queue.open('modal', { request: 1 });
    queue.open('modal', { request: 2 });
    queue.drop();
    expect(at(0).closed).toBe(true);
    at(0).finish({ confirm: true });
    at(0).gone();
    await turn();
    expect(replies).toEqual([]);
    expect(cards).toHaveLength(1);
  });

  it('shows what comes after a drop while the old one still closes', async () => {
    const { at, queue, cards } = setup();
    queue.open('modal', { request: 1 });
    queue.drop();
    queue.open('modal', { request: 2 });
    queue.open('modal', { request: 3 });
    expect(cards.map(({ request }) => request)).toEqual([1, 2]);
    at(0).gone();
    await turn();
    expect(cards.map(({ request }) => request)).toEqual([1, 2]);
  });

  it('answers bad parameters with cancel and goes on', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { at, replies, queue } = setup();
    queue.open('modal', { request: 1, bad: true });
    queue.open('modal', { request: 2 });
    expect(replies).toEqual([[1, { confirm: false, cancel: true }]]);
    expect(at(0).request).toBe(2);
    log.mockRestore();
  });

  it('refuses a request number that is open and one that is missing', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { cards, queue } = setup();
    queue.open('modal', { request: 1 });
    queue.open('modal', { request: 1 });
    queue.open('modal', {});
    expect(cards).toHaveLength(1);
    expect(log).toHaveBeenCalledTimes(2);
    log.mockRestore();
  });

  it('updates an open picker and one that waits', async () => {
    const { at, queue } = setup();
    queue.open('picker', { request: 1 });
    queue.open('picker', { request: 2, range: ['a'] });
    queue.update(1, { range: ['b'] });
    queue.update(2, { range: ['c'] });
    expect(at(0).updates).toEqual([{ range: ['b'] }]);
    at(0).finish({});
    at(0).gone();
    await turn();
    expect(at(1).params).toEqual({ request: 2, range: ['c'] });
  });
});
