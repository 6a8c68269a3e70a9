import { defineConfig } from 'vitest/config'

/** A classic script: module scripts need CORS, which custom schemes do not all have. */
const classicScript = {
  name: 'classic-script',
  transformIndexHtml: {
    order: 'post' as const,
    handler: (html: string) => html.replace('type="module" crossorigin', 'defer').replace('rel="stylesheet" crossorigin', 'rel="stylesheet"'),
  },
}

export default defineConfig({
  plugins: [classicScript],
  base: '/_page/',
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    // Android WebView from 90 on and the WebKit of iOS 14.
    target: ['chrome90', 'safari14'],
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      output: {
        format: 'iife',
        entryFileNames: 'page.js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'page.css' : '[name][extname]'),
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    // A browser on a busy machine; no test waits for the clock.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
