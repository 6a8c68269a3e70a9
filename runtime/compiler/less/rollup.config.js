// Bundles less.js into one script that needs nothing but ECMAScript, for QuickJS.
import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'

export default {
  input: 'src/less.js',
  output: { file: 'dist/less.js', format: 'iife', generatedCode: 'es2015' },
  plugins: [resolve(), commonjs()],
  onwarn(warning, warn) {
    // less.js has circular imports of its own.
    if (warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning)
  },
}
