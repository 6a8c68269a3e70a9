import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import typescript from '@rollup/plugin-typescript'

export default {
  input: 'src/core/index.ts',
  output: {
    file: 'dist/framework.js',
    format: 'iife',
    generatedCode: 'es2015',
    // glass-easel measures itself in development builds; it asks this variable which one it is.
    intro: "const process = { env: { NODE_ENV: 'production' } };",
  },
  plugins: [
    resolve(),
    commonjs(),
    typescript({ noEmit: false, noEmitOnError: false, outDir: 'dist', include: ['src/**/*.ts'], exclude: ['**/*.test.ts'] }),
  ],
  onwarn(warning, warn) {
    if (warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning)
  },
}
