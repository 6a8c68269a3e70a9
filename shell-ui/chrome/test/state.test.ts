import { describe, expect, it } from 'vitest';
import type { PageParams } from '../src/protocol';
import { type ChromeState, initialState, isLightFront, reduce, tabBarShown } from '../src/state';

const page: PageParams = {
  pageId: 1, route: 'pages/a/a', isTab: true, depth: 1, canGoBack: false, showHome: false, tabBarVisible: true,
  nav: { title: 'A', backgroundColor: '#ffffff', frontColor: '#000000', style: 'default', loading: false },
};
const run = (...messages: [string, object][]): ChromeState =>
  messages.reduce((state, [command, params]) => reduce(state, { command, params: params as Record<string, unknown> }), initialState());

describe('state', () => {
  it('keeps unnamed layout fields', () => {
    const { layout } = run(['layout', { statusBarHeight: 40 }], ['layout', { theme: 'dark' }]);
    expect(layout).toMatchObject({ statusBarHeight: 40, navigationBarHeight: 44, theme: 'dark' });
  });

  it('changes only the named fields of the page on top', () => {
    const state = run(['page', page], ['nav', { pageId: 1, title: 'B', animation: { duration: 400, timingFunc: 'easeIn' } }]);
    expect(state.page?.nav).toMatchObject({ title: 'B', backgroundColor: '#ffffff' });
    expect(state.page?.animation).toEqual({ duration: 400, timingFunc: 'easeIn' });
    expect(run(['page', page], ['nav', { pageId: 2, title: 'B' }]).page?.nav.title).toBe('A');
  });

  it('does not animate the bar of the next page with the animation of the last', () => {
    const state = run(['page', page], ['nav', { pageId: 1, title: 'B', animation: { duration: 400 } }], ['page', { ...page, pageId: 2 }]);
    expect(state.page?.animation).toBeNull();
  });

  it('shows the home button as page and nav say', () => {
    expect(run(['page', { ...page, showHome: true }]).page?.showHome).toBe(true);
    expect(run(['page', { ...page, nav: { ...page.nav, homeButton: true } }]).page?.showHome).toBe(true);
    expect(run(['page', { ...page, showHome: true }], ['nav', { pageId: 1, homeButton: false }]).page?.showHome).toBe(false);
    expect(run(['page', { ...page, showHome: true }], ['nav', { pageId: 1, title: 'x' }]).page?.showHome).toBe(true);
  });

  it('ends splash and error with the next page', () => {
    const state = run(['splash', { name: 'x' }], ['page', page]);
    expect(state.splash).toBeNull();
    expect(run(['page', page], ['fatal', { message: 'no' }]).fatal?.message).toBe('no');
    expect(run(['page', page], ['fatal', { message: 'no' }], ['page', page]).fatal).toBeNull();
  });

  it('forgets the mini-program at the launcher and lists anew', () => {
    const state = run(['app', { name: 'x' }], ['page', page], ['menu', { shareable: true }], ['screen', { view: 'launcher' }]);
    expect(state).toMatchObject({ view: 'launcher', app: null, page: null, menu: {}, launcherVisits: 1 });
  });

  it('returns the same state for what it does not know', () => {
    const state = initialState();
    expect(reduce(state, { command: 'later', params: {} })).toBe(state);
  });

  it('shows the tab bar on tab pages unless hidden or custom', () => {
    const bar = { list: [{ pagePath: 'pages/a/a', text: 'A' }], visible: true };
    expect(tabBarShown(run(['page', page], ['tabBar', bar]))).toBe(true);
    expect(tabBarShown(run(['page', page], ['tabBar', { ...bar, visible: false }]))).toBe(false);
    expect(tabBarShown(run(['page', page], ['tabBar', { ...bar, custom: true }]))).toBe(false);
    expect(tabBarShown(run(['page', { ...page, isTab: false }], ['tabBar', bar]))).toBe(false);
    expect(tabBarShown(run(['page', { ...page, tabBarVisible: false }], ['tabBar', bar]))).toBe(false);
  });

  it('knows white', () => {
    expect(['white', '#FFF', '#ffffff', 'black', '#000000'].map(isLightFront)).toEqual([true, true, true, false, false]);
  });
});
