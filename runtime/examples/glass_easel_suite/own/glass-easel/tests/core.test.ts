// Tests of the harness itself, in the form of glass-easel's suites.
import { TmplGroup } from 'glass-easel-template-compiler'
import * as glassEasel from '../src'
import { Context, Element } from './base/composed_backend'

const space = new glassEasel.ComponentSpace()
const template = (source: string) => {
  const group = new TmplGroup()
  group.addTmpl('', source)
  const list = new Function(`return ${group.getTmplGenObjectGroups()}`)()
  group.free()
  return { groupList: list, content: list[''] }
}

for (const [name, context] of [
  ['DOM', new glassEasel.CurrentWindowBackendContext()],
  ['composed', new Context()],
] as const) {
  describe(`${name} backend`, () => {
    let hooks = 0
    beforeAll(() => {
      hooks += 1
    })

    it('answers from the view', () => {
      const definition = space.defineComponent({
        template: template(`<div class="a b" id="x"><span wx:for="{{ list }}">{{ item }}</span></div>`),
        data: { list: [1, 2] },
      })
      const component = glassEasel.Component.createWithContext('root', definition.general(), context)
      glassEasel.Element.pretendAttached(component)
      const root = component.$$ as unknown as HTMLElement
      expect(root).toBeInstanceOf(Element)
      expect(root.innerHTML).toBe('<div class="a b"><span>1</span><span>2</span></div>')
      component.setData({ list: [2, 3, 4] })
      expect(root.innerHTML).toBe('<div class="a b"><span>2</span><span>3</span><span>4</span></div>')
      const div = root.childNodes[0] as HTMLElement
      expect(div.parentNode).toBe(root)
      expect([div.tagName, div.childNodes.length, div.textContent]).toStrictEqual(['DIV', 3, '234'])
      expect([div.getAttribute('class'), div.getAttribute('none')]).toEqual(['a b', null])
      expect(hooks).toBe(1)
    })

    it('waits for promises and for done', async () => {
      const call = jest.fn()
      await new Promise<void>((resolve) => setTimeout(resolve, 1))
      glassEasel.triggerRender(
        glassEasel.Component.createWithContext('root', space.defineComponent({}).general(), context),
        call,
      )
      expect(call).toBeCalledTimes(0)
      await new Promise<void>((resolve) => setTimeout(resolve, 5))
      expect(call).toHaveBeenCalledTimes(1)
    })

    it('fails when what it asserts is not so', () => {
      expect({ a: undefined }).toStrictEqual({})
    })

    it('fails when the view is sent what it cannot do', () => {
      const parent = context.createElement('div', 'div')
      parent.removeChild(context.createElement('p', 'p'))
    })

    it('fails when done is given an error', (done) => {
      expect(typeof done).toBe('function')
      done(new Error('no'))
    })
  })
}
