// Bundles for `cargo xtask glass-easel-suite`; no part of the container.
import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import typescript from '@rollup/plugin-typescript'

const intro = "const process = { env: { NODE_ENV: 'production' } };"
const plugins = () => [
  resolve(),
  commonjs(),
  typescript({
    noEmit: false,
    noEmitOnError: false,
    outDir: 'dist',
    include: ['src/**/*.ts', 'suite/**/*.ts'],
    exclude: ['**/*.test.ts'],
  }),
]
const onwarn = (warning, warn) => {
  if (warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning)
}

export default [
  {
    input: 'suite/core.ts',
    external: ['glass-easel', 'glass-easel-miniprogram-adapter'],
    output: { file: 'dist/suite-core.js', format: 'cjs', generatedCode: 'es2015', intro },
    plugins: plugins(),
    onwarn,
  },
  {
    input: 'suite/index.ts',
    output: { file: 'dist/suite.js', format: 'iife', name: 'suite', generatedCode: 'es2015', intro },
    plugins: plugins(),
    onwarn,
  },
]
