import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import ts from 'typescript'

/** Takes the types off. They are checked by `npm run check`, with the file that lies in the framework. */
const typescript = {
  name: 'strip-types',
  transform(code, id) {
    if (!id.endsWith('.ts')) return null
    const compilerOptions = { target: 'ES2022', module: 'ESNext', verbatimModuleSyntax: true, sourceMap: true }
    const { outputText, sourceMapText } = ts.transpileModule(code, { fileName: id, compilerOptions })
    return { code: outputText, map: sourceMapText }
  },
}

export default {
  input: 'src/main.ts',
  output: {
    file: 'dist/testing.js',
    format: 'iife',
    generatedCode: 'es2015',
    inlineDynamicImports: true,
  },
  plugins: [resolve({ extensions: ['.ts', '.mjs', '.js', '.json'] }), commonjs(), typescript],
  onwarn(warning, warn) {
    if (warning.code !== 'CIRCULAR_DEPENDENCY' && warning.code !== 'THIS_IS_UNDEFINED') warn(warning)
  },
}
