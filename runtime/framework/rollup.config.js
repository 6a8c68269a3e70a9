import commonjs from '@rollup/plugin-commonjs'
import resolve from '@rollup/plugin-node-resolve'
import typescript from '@rollup/plugin-typescript'

/** Seconds; rules of time zones before it are those of this day. All of history is ten times the data. */
const FIRST_TIME = Date.UTC(2000, 0, 1) / 1000

/** `America/New_York|,0,147,0|-18y0os1,0,147,0|…`: name, then second in base 36, abbreviation, offset, summer time. */
function recentRules(zone) {
  const [name, ...rules] = zone.split('|')
  const isOld = (rule) => !(parseInt(rule, 36) > FIRST_TIME)
  const changes = rules.filter((rule, at) => at > 0 && !rule.startsWith('NaN'))
  const first = rules.findLast((rule, at) => (at === 0 || !rule.startsWith('NaN')) && isOld(rule)) ?? rules[0]
  const last = rules.filter((rule) => rule.startsWith('NaN'))
  return [name, first.replace(/^[^,]*/, ''), ...changes.filter((rule) => !isOld(rule)), ...last].join('|')
}

/**
 * Locale data as text for JSON.parse, which QuickJS reads several times faster than the same as code, and without the
 * names of units of measure, which are most of it and which hardly any mini-program writes.
 */
const compactData = {
  name: 'compact-locale-data',
  transform(code, id) {
    if (!/@formatjs.intl-(number|datetime)format.(locale-data|add-all-tz)/.test(id)) return null
    const call = code.match(/Intl\.\w+\.__add(?:Locale|TZ)Data\((\{\n[\s\S]*?\n\})\)/)
    if (call === null) return null
    const data = JSON.parse(call[1])
    if (data.data?.units !== undefined) data.data.units = { simple: {}, compound: {} }
    if (data.zones !== undefined) data.zones = data.zones.map(recentRules)
    return call[0].replace(call[1], () => `JSON.parse(${JSON.stringify(JSON.stringify(data))})`)
  },
}

const bundle = (input, file, include = 'src/**/*.ts', output = {}) => ({
  input,
  output: {
    file,
    format: 'iife',
    generatedCode: 'es2015',
    // glass-easel measures itself in development builds; it asks this variable which one it is.
    intro: "const process = { env: { NODE_ENV: 'production' } };",
    ...output,
  },
  plugins: [
    resolve(),
    compactData,
    commonjs(),
    typescript({ noEmit: false, noEmitOnError: false, outDir: 'dist', include: [include], exclude: ['**/*.test.ts'] }),
  ],
  onwarn(warning, warn) {
    if (warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning)
  },
})

export default [
  bundle('src/core/index.ts', 'dist/framework.js'),
  bundle('src/worker/index.ts', 'dist/worker.js'),
  bundle('src/intl/index.ts', 'dist/intl.js', 'src/intl/*.ts'),
  // Evaluates to its exports, and leaves nothing on the global.
  bundle('src/xr-frame/index.ts', 'dist/xr-frame.js', 'src/xr-frame/**/*.ts', {
    format: 'cjs',
    intro: '',
    banner: '(function (exports) {',
    footer: 'return exports; })({});',
  }),
]
