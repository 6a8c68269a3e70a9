import { defineConfig } from 'vitest/config';

// Relative URLs: the document is served from the root of Tauri's asset protocol, from a file
// server in tests, and from a sub folder in the gallery.
export default defineConfig({
  base: './',
  build: {
    outDir: '../dist/chrome',
    emptyOutDir: true,
    target: 'es2022',
    // The preload polyfill is an inline script, which the shell's CSP refuses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  test: { environment: 'jsdom', include: ['test/**/*.test.ts'] },
});
