// Tests of the harness itself, in the form of the adapter's suite.
import { TmplGroup } from 'glass-easel-template-compiler'
import { MiniProgramEnv } from '../src'
import { StyleIsolation } from '../src/types'

const template = (source: string) => {
  const group = new TmplGroup()
  group.addTmpl('', source)
  const list = new Function(`return ${group.getTmplGenObjectGroups()}`)()
  return { groupList: list, content: list[''] }
}

test('pages and components are ours', () => {
  const env = new MiniProgramEnv()
  const codeSpace = env.createCodeSpace('', true)
  codeSpace.addComponentStaticConfig('c', { component: true, styleIsolation: StyleIsolation.Shared })
  codeSpace.addCompiledTemplate('c', template('{{ n }}'))
  codeSpace.componentEnv('c', ({ Component }) => {
    // A string as behavior and an observer by name: the adapter alone knows neither.
    Component({
      behaviors: ['wx://form-field'],
      properties: { n: { type: Number, observer: 'changed' } },
      methods: {
        changed() {
          this.setData({ name: 'seen' })
        },
      },
    } as never)
  })
  codeSpace.addComponentStaticConfig('p', { usingComponents: { 'x-c': 'c' } })
  codeSpace.addCompiledTemplate('p', template('<x-c id="c" n="{{ n }}" /><view bind:tap="go" id="v" />'))
  const events: unknown[] = []
  codeSpace.componentEnv('p', ({ Page }) => {
    Page({
      data: { n: 1 },
      kept: { list: [1] },
      go(event: { type: string; detail: unknown }) {
        events.push([event.type, event.detail, this.kept])
      },
    })
  })
  const root = env.associateBackend().createRoot('body', codeSpace, 'p')
  const page = root.getComponent()
  expect((page.$$ as unknown as HTMLElement).innerHTML).toBe('<x-c>1</x-c><view></view>')
  expect((page.$.c as { data: unknown }).data).toMatchObject({ name: 'seen' })
  ;(page.$.v as typeof page).triggerEvent('tap', { x: 1 })
  expect(events).toStrictEqual([['tap', { x: 1 }, { list: [1] }]])
})
